import type { Artifact, ArtifactFile } from '../../pipeline/artifact.ts'
import { type ArtifactFailure, isTransient } from '../../pipeline/artifact-failure.ts'
import type { ChangeSet } from '../../plan/change-set.ts'
import type { PlanFailure } from '../../plan/plan-failure.ts'
import { continueLater } from '../answers/continue-later.ts'
import { fileLabel } from '../answers/describe-artifact-failure.ts'
import type { DecisionContext, Instant } from '../context.ts'
import { initialProgress, untried } from '../progress.ts'
import type { JobRequest } from '../request.ts'
import type { Executing, Gathering, JobState, NextFetch } from '../state.ts'
import { giveUpAt, maxPause, retryLater, timing } from '../timing.ts'
import { createdBefore } from '../token.ts'
import { prepare, preparedWithoutPlan } from './prepare.ts'

/** The state of a job that fetches something next. */
export const fetchNext = (request: JobRequest, nextFetch: NextFetch, { policy }: DecisionContext): Gathering => ({
  _tag: 'Gathering',
  request,
  nextFetch,
  attempt: untried,
  progress: initialProgress(0, request.startedAt, policy),
})

/** The state of a job that cannot be planned. */
export const notPlannable = ({ startedAt }: JobRequest, failure: PlanFailure, context: DecisionContext): Executing => ({
  _tag: 'Executing',
  ...preparedWithoutPlan(failure, startedAt, context),
})

/** The state of a job that has everything its plan depends on. */
export const execute = (request: JobRequest, changes: ChangeSet | undefined, context: DecisionContext): Executing => ({
  _tag: 'Executing',
  ...prepare(request, changes, context),
})

/** When calls must end for the answer to be delivered in time. */
export const lastCallBy = ({ deadline }: DecisionContext): Instant => deadline - timing.answerReserve

/** Retries a fetch in this or a later invocation. After the job's timeout, `otherwise` is the result. */
export const retryFetch = (
  gathering: Gathering,
  subject: string,
  reason: string,
  context: DecisionContext,
  otherwise: () => JobState,
): JobState => {
  const { request, progress } = gathering
  const attempt = retryLater(gathering.attempt.attempts, reason, context)
  const fitsThisInvocation =
    attempt.notBefore <= context.invocationStartedAt + maxPause(context) && attempt.notBefore + timing.minimumCall <= lastCallBy(context)
  if (fitsThisInvocation) return { ...gathering, attempt }
  const isTimedOut = attempt.notBefore >= giveUpAt(request.spec, request.startedAt)
  return isTimedOut ? otherwise() : { _tag: 'Postponed', answer: continueLater(request, subject, reason, context), progress }
}

/** Retries a fetch whose caller was not authenticated. The same code twice in a row is permanent; `otherwise` is the result then. */
export const retryFetchOnce: typeof retryFetch = (gathering, subject, code, context, otherwise) =>
  gathering.attempt.lastFailure === code ? otherwise() : retryFetch(gathering, subject, code, context, otherwise)

const notRead = (
  { request }: Gathering,
  artifact: Artifact,
  file: ArtifactFile | undefined,
  failure: ArtifactFailure,
  context: DecisionContext,
): Executing => notPlannable(request, { _tag: 'ArtifactNotRead', artifact, file, failure, ...createdBefore(request.token) }, context)

/** The state after a required artifact could not be read: a retry if the failure is transient. */
export const afterArtifactFailure = (
  gathering: Gathering,
  artifact: Artifact,
  file: ArtifactFile | undefined,
  failure: ArtifactFailure,
  context: DecisionContext,
): JobState => {
  const otherwise = (): JobState => notRead(gathering, artifact, file, failure, context)
  const subject = file === undefined ? `the artifact ${artifact.name}` : fileLabel(file)
  if (failure._tag === 'ArtifactUnauthenticated') return retryFetchOnce(gathering, subject, failure.code, context, otherwise)
  return isTransient(failure) ? retryFetch(gathering, subject, failure.reason, context, otherwise) : otherwise()
}
