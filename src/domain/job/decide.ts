import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { conclude } from '../answer/conclude.ts'
import type { PlanFailure } from '../failures/plan-failure.ts'
import type { Plan } from '../plan/plan.ts'
import type { Action } from './action.ts'
import type { Moment } from './moment.ts'
import { patience } from './patience.ts'
import type { Instant, Progress } from './progress.ts'

interface Candidate {
  readonly index: number
  readonly notBefore: Instant
}

/** The request to be tried soonest. A distribution that refused one request gets no other. */
const nextRequest = (plan: Plan, { submissions }: Progress): Candidate | undefined => {
  const refused = new Set(plan.requests.filter((_, index) => submissions[index]?._tag === 'Refused').map(request => request.distributionId))
  let soonest: Candidate | undefined
  for (const [index, submission] of submissions.entries()) {
    const distributionId = plan.requests[index]?.distributionId
    if (submission._tag !== 'Due' || distributionId === undefined || refused.has(distributionId)) continue
    if (soonest === undefined || submission.notBefore < soonest.notBefore) soonest = { index, notBefore: submission.notBefore }
  }
  return soonest
}

const submit = (plan: Plan, progress: Progress, { now, deadline }: Moment): Action | undefined => {
  const next = plan.dryRun ? undefined : nextRequest(plan, progress)
  const request = next && plan.requests[next.index]
  if (next === undefined || request === undefined) return undefined
  const end = deadline - patience.reserve
  if (Math.max(now, next.notBefore) + patience.least > end) return undefined
  if (next.notBefore > now) return { _tag: 'Pause', milliseconds: next.notBefore - now }
  return { _tag: 'Submit', index: next.index, request, within: Math.min(patience.call, end - now) }
}

const report = (work: E.Either<PlanFailure, Plan>, progress: Progress, { now, deadline }: Moment): Action => {
  const answer = conclude(work, progress)
  const due = progress.report
  if (due._tag === 'Settled') return { _tag: 'Finish', answer }
  if (due._tag === 'GivenUp') return { _tag: 'GiveUp', failure: due.failure }
  const end = deadline - patience.margin
  const retriesInTime = Math.max(now, due.notBefore) + patience.least <= end
  if (due.lastFailure !== undefined && !retriesInTime) return { _tag: 'GiveUp', failure: due.lastFailure }
  if (due.notBefore > now) return { _tag: 'Pause', milliseconds: due.notBefore - now }
  return { _tag: 'Report', answer, within: Math.min(patience.report, Math.max(1, end - now)) }
}

/**
 * What a job does next: submit what can still be submitted, then report what came of it. Every request is brought to
 * an end before the answer, so that the answer can tell of all of them; only time cuts that short.
 */
export const decide = (work: E.Either<PlanFailure, Plan>, progress: Progress, moment: Moment): Action =>
  pipe(
    work,
    E.match(
      () => undefined,
      plan => submit(plan, progress, moment),
    ),
    action => action ?? report(work, progress, moment),
  )
