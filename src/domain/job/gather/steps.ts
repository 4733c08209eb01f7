import type { Capabilities } from '../../cdn/capabilities.ts'
import type { Artifact, ArtifactFile } from '../../pipeline/artifact.ts'
import { type ArtifactFailure, passes } from '../../pipeline/artifact-failure.ts'
import type { Changes } from '../../plan/change-set.ts'
import type { PlanFailure } from '../../plan/plan-failure.ts'
import { awaitFetch } from '../answers/await-fetch.ts'
import { nameOf } from '../answers/explain-artifact-failure.ts'
import type { Instant, Moment } from '../moment.ts'
import { later, patience } from '../patience.ts'
import { beginning, untried } from '../progress.ts'
import type { Request } from '../request.ts'
import type { Gathering, Planned, Stage, Wanted } from '../stage.ts'
import { createdBefore } from '../token.ts'
import { prepare, withoutPlan } from './prepare.ts'

/** Goes on to what is wanted next. */
export const want = (request: Request, wanted: Wanted): Gathering => ({
  _tag: 'Gathering',
  request,
  wanted,
  next: untried,
  progress: beginning(0, request.began),
})

/** There will be no plan. */
export const refused = ({ began }: Request, failure: PlanFailure): Planned => ({ _tag: 'Planned', ...withoutPlan(failure, began) })

/** All is there: the plan. */
export const planned = (cdn: Capabilities, request: Request, changes: Changes | undefined, now: Instant): Planned => ({
  _tag: 'Planned',
  ...prepare(cdn, request, changes, now),
})

/** When nothing more is begun in this invocation, so that its answer gets through. */
export const endOf = ({ deadline }: Moment): Instant => deadline - patience.reserve

/** Another attempt, now or in another invocation, as long as the job has time; then something else. */
export const again = (gathering: Gathering, what: string, reason: string, moment: Moment, otherwise: () => Stage): Stage => {
  const { request, progress } = gathering
  const next = later(gathering.next.attempts, reason, moment)
  const isNow = next.notBefore <= moment.started + patience.stay && next.notBefore + patience.least <= endOf(moment)
  if (isNow) return { ...gathering, next }
  const isLate = next.notBefore >= request.began + request.spec.timeoutMinutes * 60_000
  return isLate ? otherwise() : { _tag: 'Postponed', answer: awaitFetch(request, what, reason), progress }
}

const notRead = ({ request }: Gathering, artifact: Artifact, file: ArtifactFile | undefined, failure: ArtifactFailure): Planned => {
  const before = request.token === undefined ? { created: 0, invalidationIds: [] } : createdBefore(request.token)
  return refused(request, { _tag: 'ArtifactNotRead', artifact, file, failure, ...before })
}

/** What a job cannot do without was not fetched. */
export const afterFailure = (
  gathering: Gathering,
  artifact: Artifact,
  file: ArtifactFile | undefined,
  failure: ArtifactFailure,
  moment: Moment,
): Stage => {
  const otherwise = (): Stage => notRead(gathering, artifact, file, failure)
  return passes(failure)
    ? again(gathering, file === undefined ? `the artifact ${artifact.name}` : nameOf(file), failure.reason, moment, otherwise)
    : otherwise()
}
