import type { ActionCategory, ActionExecutionDetail } from '@aws-sdk/client-codepipeline'
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
  const read = (execution: ActionExecutionDetail) => toRuns({ $metadata, actionExecutionDetails: [execution] })[0]
  const listed = { name: 'd', s3location: { bucket: 'e', key: 'f' } }

  it('reads runs with missing fields', () => {
    expect(toRuns({ $metadata })).to.deep.equal([])
    expect(read({})).to.deep.equal({
      execution: undefined,
      stage: '',
      action: '',
      status: 'InProgress',
      startedAt: undefined,
      endedAt: undefined,
      deploys: true,
      inputs: undefined,
      outputs: [],
      parameters: undefined,
    })
  })

  it('reads artifacts with their buckets', () => {
    const run = read({
      pipelineExecutionId: 'x1',
      input: { inputArtifacts: [listed] },
      output: { outputArtifacts: [{ name: 'g' }, listed] },
    })
    expect(run).to.include({ execution: 'x1' })
    const artifact = { name: 'd', location: 's3://e/f', store: 'e' }
    expect([run?.inputs, run?.outputs]).to.deep.equal([[artifact], [artifact]])
  })

  it('does not know the inputs if one is not complete', () => {
    for (const artifact of [{}, { name: 'a' }, { name: 'b', s3location: { bucket: 'c' } }, { name: 'b', s3location: { key: 'c' } }]) {
      expect(read({ input: { inputArtifacts: [listed, artifact] } })?.inputs, JSON.stringify(artifact)).to.equal(undefined)
    }
    expect(read({ input: { inputArtifacts: [] } })?.inputs).to.deep.equal([])
  })

  it('knows which categories deploy, and which take no artifact', () => {
    const withCategory = (category: ActionCategory) =>
      read({ input: { actionTypeId: { category, owner: 'AWS', provider: 'p', version: '1' } } })
    const categories = ['Source', 'Build', 'Deploy', 'Test', 'Invoke', 'Approval', 'Compute'] as const
    expect(categories.filter(category => withCategory(category)?.deploys)).to.deep.equal(['Deploy'])
    expect(categories.filter(category => withCategory(category)?.inputs !== undefined)).to.deep.equal(['Source', 'Approval'])
  })

  it('reads when a run started, and when it ended: an abandoned one goes on for up to seven days', () => {
    const times = { startTime: new Date(1_000), lastUpdateTime: new Date(2_000) }
    expect(read(times)).to.include({ startedAt: 1_000, endedAt: 2_000 })
    expect(read({ ...times, status: 'Failed' })).to.include({ startedAt: 1_000, endedAt: 2_000 })
    expect(read({ ...times, status: 'Abandoned' })).to.include({ startedAt: 1_000, endedAt: 604_801_000 })
    expect(read({ lastUpdateTime: new Date(2_000), status: 'Abandoned' })).to.include({ endedAt: undefined })
  })

  it('reads the resolved parameters, or else the configured ones', () => {
    const configuration = { UserParameters: '#{v}' }
    const resolvedConfiguration = { UserParameters: 'v' }
    expect(read({ input: { configuration, resolvedConfiguration } })?.parameters).to.equal('v')
    expect(read({ input: { configuration } })?.parameters).to.equal('#{v}')
    expect(read({ input: { configuration: {}, resolvedConfiguration: {} } })?.parameters).to.equal(undefined)
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
