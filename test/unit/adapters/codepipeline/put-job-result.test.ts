import { expect } from 'chai'
import {
  toContinuationInput,
  toFailure,
  toFailureInput,
  toSuccessInput,
  toUnfinishedInput,
} from '../../../../src/adapters/codepipeline/put-job-result.ts'
import type { Answer, Success } from '../../../../src/domain/job/answer.ts'

const success = {
  _tag: 'Success',
  summary: '1 path',
  status: 'InProgress',
  invalidationIds: ['I1', 'I2'],
  targetIds: ['E1', 'E2'],
  pathCount: 4,
} as const satisfies Answer
const failure = { _tag: 'Failure', kind: 'permission', message: 'denied', invalidationIds: ['I1'] } as const satisfies Answer

const sdkError = (name: string, httpStatusCode = 400) =>
  Object.assign(new Error('m'), { name, $fault: 'client', $metadata: { httpStatusCode } })

describe('toSuccessInput', () => {
  it('contains the documented execution details and output variables', () => {
    expect(toSuccessInput('j1', success)).to.deep.equal({
      jobId: 'j1',
      executionDetails: { summary: '1 path', percentComplete: 100, externalExecutionId: 'I1' },
      outputVariables: { InvalidationId: 'I1,I2', DistributionId: 'E1,E2', PathCount: '4', Status: 'InProgress' },
    })
  })

  it('sets every output variable even if nothing was created', () => {
    const { executionDetails, outputVariables } = toSuccessInput('j1', { ...success, status: 'DryRun', invalidationIds: [] })
    expect(executionDetails).not.to.have.property('externalExecutionId')
    expect(outputVariables).to.include({ InvalidationId: 'none', Status: 'DryRun' })
  })

  it('says that ids are unknown only if something was created', () => {
    const variables = (status: Success['status']) => toSuccessInput('j1', { ...success, status, invalidationIds: [] }).outputVariables
    expect(variables('InProgress')).to.include({ InvalidationId: 'unknown' })
    expect(variables('Completed')).to.include({ InvalidationId: 'unknown' })
    expect(variables('NothingToDo')).to.include({ InvalidationId: 'none' })
    expect(toSuccessInput('j1', { ...success, targetIds: [] }).outputVariables).to.include({ DistributionId: 'none' })
  })

  it('contains the result of a comparison', () => {
    const { outputVariables } = toSuccessInput('j1', { ...success, changeSet: { _tag: 'Compared', files: 214, unchangedFlushed: 31 } })
    expect(outputVariables).to.include({ ChangedFiles: '214', UnchangedFlushed: '31' })
    const unknown = toSuccessInput('j1', { ...success, changeSet: { _tag: 'Unknown', why: 'w' } })
    expect(unknown.outputVariables).to.include({ ChangedFiles: 'unknown', UnchangedFlushed: 'unknown' })
  })

  it('contains only a summary as a last resort', () => {
    expect(toSuccessInput('j1', { ...success, isLastResort: true })).to.deep.equal({
      jobId: 'j1',
      executionDetails: { summary: '1 path', percentComplete: 100 },
    })
  })

  it('shortens an invalidation id to 1,500 characters', () => {
    const id = toSuccessInput('j1', { ...success, invalidationIds: ['I'.repeat(1_501)] }).executionDetails?.externalExecutionId
    expect(id).to.equal(`${'I'.repeat(1_499)}…`)
  })

  it('shortens a summary to 2,048 characters', () => {
    expect(toSuccessInput('j1', { ...success, summary: 's'.repeat(2_048) }).executionDetails?.summary).to.equal('s'.repeat(2_048))
    expect(toSuccessInput('j1', { ...success, summary: 's'.repeat(2_049) }).executionDetails?.summary).to.equal(`${'s'.repeat(2_047)}…`)
  })
})

describe('toFailureInput', () => {
  it('contains the type, the message and the created invalidation', () => {
    expect(toFailureInput('j1', failure)).to.deep.equal({
      jobId: 'j1',
      failureDetails: { type: 'PermissionError', message: 'denied', externalExecutionId: 'I1' },
    })
  })
})

describe('toFailureInput of last resort', () => {
  it('contains only the type and the message', () => {
    expect(toFailureInput('j1', { ...failure, isLastResort: true })).to.deep.equal({
      jobId: 'j1',
      failureDetails: { type: 'PermissionError', message: 'denied' },
    })
  })
})

describe('toUnfinishedInput', () => {
  it('reports a job that nothing continues as failed, with its summary', () => {
    expect(toUnfinishedInput('j1', { _tag: 'Unfinished', summary: 's', percentComplete: 5 })).to.deep.equal({
      jobId: 'j1',
      failureDetails: { type: 'SystemUnavailable', message: 's' },
    })
  })
})

describe('toContinuationInput', () => {
  it('contains the token and the progress, but no output variables', () => {
    expect(toContinuationInput('j1', { _tag: 'Continuation', token: 't', summary: 's', percentComplete: 66 })).to.deep.equal({
      jobId: 'j1',
      continuationToken: 't',
      executionDetails: { summary: 's', percentComplete: 66 },
    })
  })
})

describe('toFailure', () => {
  it('names the permission of the denied call', () => {
    for (const name of ['AccessDenied', 'AccessDeniedException']) {
      expect(toFailure(success)(sdkError(name))).to.deep.equal({ _tag: 'ReportDenied', permission: 'codepipeline:PutJobSuccessResult' })
      expect(toFailure(failure)(sdkError(name))).to.deep.equal({ _tag: 'ReportDenied', permission: 'codepipeline:PutJobFailureResult' })
    }
  })

  it('gives the code of a caller that was not authenticated', () => {
    for (const answer of [success, failure]) {
      expect(toFailure(answer)(sdkError('RequestExpired'))).to.deep.equal({ _tag: 'ReportUnauthenticated', code: 'RequestExpired' })
    }
  })

  it('gives the reason why CodePipeline is unavailable', () => {
    expect(toFailure(success)(sdkError('Throttling'))).to.deep.equal({ _tag: 'ReporterUnavailable', reason: 'Throttling' })
    expect(toFailure(success)(Object.assign(new Error(), { code: 'ECONNRESET' }))).to.deep.equal({
      _tag: 'ReporterUnavailable',
      reason: 'ECONNRESET',
    })
  })
})
