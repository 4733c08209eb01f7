import type { FailureType, PutJobFailureResultCommandInput, PutJobSuccessResultCommandInput } from '@aws-sdk/client-codepipeline'
import type { Answer, Continuation, Failure, FailureKind, Success, Unfinished } from '../../domain/job/answer.ts'
import { shortened } from '../../domain/job/answers/message.ts'
import type { ReportFailure } from '../../domain/job/report-failure.ts'
import { readSdkFailure } from '../aws/sdk-failure.ts'
import { maxMessageLength } from './capabilities.ts'

/** Maximum lengths in characters. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ExecutionDetails.html */
const maxLengths = { summary: 2_048, externalExecutionId: 1_500, message: maxMessageLength }

const externalId = ([first]: ReadonlyArray<string>): { externalExecutionId?: string } =>
  first === undefined ? {} : { externalExecutionId: shortened(first, maxLengths.externalExecutionId) }

const unknown = 'unknown'

/** Output variables are never empty: an action that refers to a missing variable fails. */
const listed = (values: ReadonlyArray<string>, otherwise: string): string => (values.length === 0 ? otherwise : values.join(','))

/** Without a known id, nothing was created, or earlier attempts created it. */
const idsOf = ({ invalidationIds, status }: Success): string =>
  listed(invalidationIds, status === 'DryRun' || status === 'NothingToDo' ? 'none' : unknown)

const changeSetVariables = ({ changeSet }: Success): Record<string, string> => {
  switch (changeSet?._tag) {
    case undefined:
      return {}
    case 'Compared':
      return { ChangedFiles: String(changeSet.files), UnchangedFlushed: String(changeSet.unchangedFlushed) }
    case 'Unknown':
      return { ChangedFiles: unknown, UnchangedFlushed: unknown }
  }
}

/** The input for a success. An answer of last resort has neither ids nor output variables. */
export const toSuccessInput = (jobId: string, answer: Success): PutJobSuccessResultCommandInput => {
  const executionDetails = { summary: shortened(answer.summary, maxLengths.summary), percentComplete: 100 }
  if (answer.isLastResort) return { jobId, executionDetails }
  return {
    jobId,
    executionDetails: { ...executionDetails, ...externalId(answer.invalidationIds) },
    outputVariables: {
      InvalidationId: idsOf(answer),
      DistributionId: listed(answer.targetIds, 'none'),
      PathCount: String(answer.pathCount),
      Status: answer.status,
      ...changeSetVariables(answer),
    },
  }
}

/** The input for a continuation. CodePipeline accepts no output variables with a token. */
export const toContinuationInput = (jobId: string, answer: Continuation): PutJobSuccessResultCommandInput => ({
  jobId,
  continuationToken: answer.token,
  executionDetails: { summary: shortened(answer.summary, maxLengths.summary), percentComplete: answer.percentComplete },
})

/** CodePipeline's failure types. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_FailureDetails.html */
const failureTypes: Readonly<Record<FailureKind, FailureType>> = {
  configuration: 'ConfigurationError',
  permission: 'PermissionError',
  artifact: 'RevisionUnavailable',
  unavailable: 'SystemUnavailable',
  failed: 'JobFailed',
}

/** The input for a failure. An answer of last resort has no id. */
export const toFailureInput = (jobId: string, answer: Failure): PutJobFailureResultCommandInput => ({
  jobId,
  failureDetails: {
    type: failureTypes[answer.kind],
    message: shortened(answer.message, maxLengths.message),
    ...(answer.isLastResort ? {} : externalId(answer.invalidationIds)),
  },
})

/** The input for an unfinished job that cannot be continued: for the pipeline it has failed. */
export const toUnfinishedInput = (jobId: string, { summary }: Unfinished): PutJobFailureResultCommandInput => ({
  jobId,
  failureDetails: { type: failureTypes.unavailable, message: shortened(summary, maxLengths.message) },
})

const permission = (answer: Answer): string =>
  answer._tag === 'Failure' || answer._tag === 'Unfinished' ? 'codepipeline:PutJobFailureResult' : 'codepipeline:PutJobSuccessResult'

/** The errors of both operations, by code. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PutJobSuccessResult.html */
const readRejection = (answer: Answer, code: string): ReportFailure => {
  switch (code) {
    case 'InvalidJobStateException':
      return { _tag: 'JobAlreadySettled' }
    case 'JobNotFoundException':
      return { _tag: 'JobUnknown' }
    case 'AccessDenied':
    case 'AccessDeniedException':
      return { _tag: 'ReportDenied', permission: permission(answer) }
    default:
      return { _tag: 'ReportInvalid', code }
  }
}

/** Why CodePipeline did not accept the answer, or why that is unknown. */
export const toFailure =
  (answer: Answer) =>
  (error: unknown): ReportFailure => {
    const failure = readSdkFailure(error)
    switch (failure._tag) {
      case 'Throttled':
      case 'Fault':
        return { _tag: 'ReporterUnavailable', reason: failure.code }
      case 'NoAnswer':
        return { _tag: 'ReporterUnavailable', reason: failure.reason }
      case 'Unauthenticated':
        return { _tag: 'ReportUnauthenticated', code: failure.code }
      case 'Rejected':
        return readRejection(answer, failure.code)
    }
  }
