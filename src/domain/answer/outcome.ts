import type { CdnFailure } from '../failures/cdn-failure.ts'
import type { DistributionProgress, Progress } from '../job/progress.ts'
import { isAtEnd, itemsBefore } from '../plan/next-request.ts'
import type { Plan } from '../plan/plan.ts'

/** What keeps a distribution from being done. */
export type Trouble =
  /** Not everything was submitted, for this reason; without one nothing was tried in the end. */
  | { readonly _tag: 'NotSubmitted'; readonly failure: CdnFailure | undefined }
  /** Everything was submitted, but the CDN does not let itself be asked whether it is complete. */
  | { readonly _tag: 'NotWatched'; readonly failure: CdnFailure }
  /** Everything was submitted, and was waited for in vain. */
  | { readonly _tag: 'NotCompleted' }

/** What became of one distribution of a plan. */
export interface Outcome {
  readonly distributionId: string
  /** Items that were submitted. */
  readonly submitted: number
  readonly created: number
  readonly completed: number
  readonly ids: ReadonlyArray<string>
  readonly trouble: Trouble | undefined
}

const reasonOf = ({ next }: DistributionProgress): CdnFailure | undefined => {
  switch (next._tag) {
    case 'Due':
      return next.lastFailure
    case 'Refused':
      return next.failure
    case 'TooLarge':
      return { _tag: 'RequestTooLarge' }
  }
}

const troubleOf = (plan: Plan, distribution: DistributionProgress): Trouble | undefined => {
  if (!isAtEnd(plan, distribution.position)) return { _tag: 'NotSubmitted', failure: reasonOf(distribution) }
  if (!plan.spec.waitForCompletion) return undefined
  const refused = distribution.watched.flatMap(({ check }) => (check._tag === 'Refused' ? [check.failure] : []))[0]
  if (refused !== undefined) return { _tag: 'NotWatched', failure: refused }
  return distribution.watched.length > 0 && plan.spec.onWaitTimeout === 'fail' ? { _tag: 'NotCompleted' } : undefined
}

/** What became of each distribution, in the order of the plan. */
export const outcomes = (plan: Plan, progress: Progress): ReadonlyArray<Outcome> =>
  progress.distributions.map((distribution, index) => ({
    distributionId: plan.distributionIds[index] ?? '',
    submitted: itemsBefore(distribution.position),
    created: distribution.created,
    completed: distribution.completed,
    ids: distribution.ids,
    trouble: troubleOf(plan, distribution),
  }))
