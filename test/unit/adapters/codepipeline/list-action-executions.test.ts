import { expect } from 'chai'
import { toFailure, toInput, toRuns } from '../../../../src/adapters/codepipeline/list-action-executions.ts'
import { actionInput } from '../../../support/builders/history.ts'

const $metadata = {}

describe('toInput', () => {
  it('requests 100 runs, and the page of a token', () => {
    expect(toInput(actionInput, undefined)).to.deep.equal({ pipelineName: 'my-site', maxResults: 100 })
    expect(toInput(actionInput, 't')).to.deep.equal({ pipelineName: 'my-site', maxResults: 100, nextToken: 't' })
  })
})

describe('toRuns', () => {
  it('reads runs with missing fields', () => {
    expect(toRuns({ $metadata })).to.deep.equal([])
    expect(toRuns({ $metadata, actionExecutionDetails: [{}] })).to.deep.equal([
      { stage: '', action: '', status: 'InProgress', startedAt: undefined, endedAt: undefined, inputs: [], parameters: undefined },
    ])
    const inputArtifacts = [
      {},
      { name: 'a' },
      { name: 'b', s3location: { bucket: 'c' } },
      { name: 'd', s3location: { bucket: 'e', key: 'f' } },
    ]
    const [run] = toRuns({ $metadata, actionExecutionDetails: [{ input: { inputArtifacts } }] })
    expect(run?.inputs).to.deep.equal([{ name: 'd', location: 's3://e/f' }])
  })

  it('reads when a run started, and when it ended', () => {
    const times = { startTime: new Date(1_000), lastUpdateTime: new Date(2_000) }
    expect(toRuns({ $metadata, actionExecutionDetails: [times] })[0]).to.include({ startedAt: 1_000, endedAt: 2_000 })
  })

  it('reads the resolved parameters, or else the configured ones', () => {
    const configuration = { UserParameters: '#{v}' }
    const resolvedConfiguration = { UserParameters: 'v' }
    const read = (input: object) => toRuns({ $metadata, actionExecutionDetails: [{ input }] })[0]?.parameters
    expect(read({ configuration, resolvedConfiguration })).to.equal('v')
    expect(read({ configuration })).to.equal('#{v}')
    expect(read({ configuration: {}, resolvedConfiguration: {} })).to.equal(undefined)
  })
})

describe('toFailure', () => {
  it('gives the code of a caller that was not authenticated', () => {
    const error = Object.assign(new Error(), { name: 'ExpiredTokenException', $fault: 'client', $metadata: { httpStatusCode: 400 } })
    const failure = toFailure(actionInput, { region: 'eu-west-1', account: undefined })(error)
    expect(failure).to.deep.equal({ _tag: 'HistoryUnauthenticated', code: 'ExpiredTokenException' })
  })

  it('names the denied pipeline by its ARN, as far as it is known', () => {
    const error = Object.assign(new Error(), { name: 'AccessDeniedException', $fault: 'client', $metadata: { httpStatusCode: 400 } })
    expect(toFailure(actionInput, { region: 'eu-west-1', account: undefined })(error)).to.deep.include({
      resource: 'arn:aws:codepipeline:eu-west-1:*:my-site',
    })
    const china = { partition: 'aws-cn', id: '222222222222' }
    expect(toFailure(actionInput, { region: 'cn-north-1', account: china })(error)).to.deep.include({
      resource: 'arn:aws-cn:codepipeline:cn-north-1:222222222222:my-site',
    })
  })
})
