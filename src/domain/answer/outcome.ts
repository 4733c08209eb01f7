import type { CdnFailure } from '../failures/cdn-failure.ts'
import type { Invalidation, Progress } from '../job/progress.ts'
import type { Plan } from '../plan/plan.ts'

/** What keeps a distribution from being done. Without a failure, nothing was tried. */
export interface Trouble {
  readonly failure: CdnFailure | undefined
  readonly attempts: number
}

/** What became of one distribution of a plan. */
export interface Outcome {
  readonly distributionId: string
  readonly invalidations: ReadonlyArray<Invalidation>
  readonly trouble: Trouble | undefined
}

/** What became of each distribution, in the order of the plan. A refusal counts before what was merely not reached. */
export const outcomes = (plan: Plan, progress: Progress): ReadonlyArray<Outcome> =>
  plan.distributionIds.map(distributionId => {
    const submissions = progress.submissions.filter((_, index) => plan.requests[index]?.distributionId === distributionId)
    const refused = submissions.find(submission => submission._tag === 'Refused')
    const due = submissions.find(submission => submission._tag === 'Due')
    return {
      distributionId,
      invalidations: submissions.flatMap(submission => (submission._tag === 'Created' ? [submission.invalidation] : [])),
      trouble: refused ? { failure: refused.failure, attempts: 1 } : due && { failure: due.lastFailure, attempts: due.attempts },
    }
  })
