import type { Capabilities } from '../../cdn/capabilities.ts'
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
import { retryLater, timing } from '../timing.ts'
import { createdBefore } from '../token.ts'
import { prepare, preparedWithoutPlan } from './prepare.ts'

/** Goes on to what is wanted next. */
export const fetchNext = (request: JobRequest, nextFetch: NextFetch): Gathering => ({
  _tag: 'Gathering',
  request,
  nextFetch,
  attempt: untried,
  progress: initialProgress(0, request.startedAt),
})

/** There will be no plan. */
export const notPlannable = ({ startedAt }: JobRequest, failure: PlanFailure): Executing => ({
  _tag: 'Executing',
  ...preparedWithoutPlan(failure, startedAt),
})

/** All is there: the plan. */
export const execute = (cdn: Capabilities, request: JobRequest, changes: ChangeSet | undefined, now: Instant): Executing => ({
  _tag: 'Executing',
  ...prepare(cdn, request, changes, now),
})

/** When nothing more is begun in this invocation, so that its answer gets through. */
export const lastCallBy = ({ deadline }: DecisionContext): Instant => deadline - timing.answerReserve

/** Another attempt, now or in another invocation, as long as the job has time; then something else. */
export const retryFetch = (
  gathering: Gathering,
  what: string,
  reason: string,
  moment: DecisionContext,
  otherwise: () => JobState,
): JobState => {
  const { request, progress } = gathering
  const attempt = retryLater(gathering.attempt.attempts, reason, moment)
  const isNow =
    attempt.notBefore <= moment.invocationStartedAt + timing.maxPause && attempt.notBefore + timing.minimumCall <= lastCallBy(moment)
  if (isNow) return { ...gathering, attempt }
  const isLate = attempt.notBefore >= request.startedAt + request.spec.timeoutMinutes * 60_000
  return isLate ? otherwise() : { _tag: 'Postponed', answer: continueLater(request, what, reason), progress }
}

const notRead = ({ request }: Gathering, artifact: Artifact, file: ArtifactFile | undefined, failure: ArtifactFailure): Executing => {
  const before = request.token === undefined ? { created: 0, invalidationIds: [] } : createdBefore(request.token)
  return notPlannable(request, { _tag: 'ArtifactNotRead', artifact, file, failure, ...before })
}

/** What a job cannot do without was not fetched. */
export const afterFailure = (
  gathering: Gathering,
  artifact: Artifact,
  file: ArtifactFile | undefined,
  failure: ArtifactFailure,
  moment: DecisionContext,
): JobState => {
  const otherwise = (): JobState => notRead(gathering, artifact, file, failure)
  return isTransient(failure)
    ? retryFetch(gathering, file === undefined ? `the artifact ${artifact.name}` : fileLabel(file), failure.reason, moment, otherwise)
    : otherwise()
}
