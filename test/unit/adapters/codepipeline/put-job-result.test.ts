import { expect } from 'chai'
import { toFailure, toFailureInput, toSuccessInput } from '../../../../src/adapters/codepipeline/put-job-result.ts'
import type { Answer } from '../../../../src/domain/answer/answer.ts'

const success = {
  _tag: 'Success',
  summary: '1 path',
  status: 'InProgress',
  invalidationIds: ['I1', 'I2'],
  distributionIds: ['E1', 'E2'],
  pathCount: 4,
} as const satisfies Answer
const failure = { _tag: 'Failure', type: 'PermissionError', message: 'denied', invalidationIds: ['I1'] } as const satisfies Answer

const denied = Object.assign(new Error('m'), { name: 'AccessDeniedException', $metadata: { httpStatusCode: 400 } })

describe('toSuccessInput', () => {
  it('tells CodePipeline what the contract promises', () => {
    expect(toSuccessInput('j1', success)).to.deep.equal({
      jobId: 'j1',
      executionDetails: { summary: '1 path', percentComplete: 100, externalExecutionId: 'I1' },
      outputVariables: { InvalidationId: 'I1,I2', DistributionId: 'E1,E2', PathCount: '4', Status: 'InProgress' },
    })
  })

  it('gives every output variable a value even where nothing was created', () => {
    const { executionDetails, outputVariables } = toSuccessInput('j1', { ...success, status: 'DryRun', invalidationIds: [] })
    expect(executionDetails).not.to.have.property('externalExecutionId')
    expect(outputVariables).to.include({ InvalidationId: 'none', Status: 'DryRun' })
  })

  it('cuts a summary to 2,048 characters', () => {
    expect(toSuccessInput('j1', { ...success, summary: 's'.repeat(2_048) }).executionDetails?.summary).to.equal('s'.repeat(2_048))
    expect(toSuccessInput('j1', { ...success, summary: 's'.repeat(2_049) }).executionDetails?.summary).to.equal(`${'s'.repeat(2_047)}…`)
  })
})

describe('toFailureInput', () => {
  it('gives the type, the message and what was created all the same', () => {
    expect(toFailureInput('j1', failure)).to.deep.equal({
      jobId: 'j1',
      failureDetails: { type: 'PermissionError', message: 'denied', externalExecutionId: 'I1' },
    })
  })
})

describe('toFailure', () => {
  it('names the permission of the call that was made', () => {
    expect(toFailure(success)(denied)).to.deep.equal({ _tag: 'ReportDenied', permission: 'codepipeline:PutJobSuccessResult' })
    expect(toFailure(failure)(denied)).to.deep.equal({ _tag: 'ReportDenied', permission: 'codepipeline:PutJobFailureResult' })
  })
})
