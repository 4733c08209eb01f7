import { isAtEnd } from '../plan/next-request.ts'
import type { Plan } from '../plan/plan.ts'
import type { DistributionProgress, Instant, Progress } from './progress.ts'
import { hasRoomForInvalidation } from './token.ts'

/** Something that can still be tried in this invocation. */
export interface Task {
  readonly distribution: number
  /** The invalidation to look at; none where the next request is to be submitted. */
  readonly invalidationId: string | undefined
  readonly attempts: number
  readonly notBefore: Instant
}

const submission = (plan: Plan, { position, next }: DistributionProgress, distribution: number): ReadonlyArray<Task> =>
  next._tag === 'Due' && !isAtEnd(plan, position)
    ? [{ distribution, invalidationId: undefined, attempts: next.attempts, notBefore: next.notBefore }]
    : []

const checks = ({ watched }: DistributionProgress, distribution: number): ReadonlyArray<Task> =>
  watched.flatMap(({ id, check }) =>
    check._tag === 'Due' ? [{ distribution, invalidationId: id, attempts: check.attempts, notBefore: check.notBefore }] : [],
  )

const sooner = (one: Task | undefined, other: Task): Task => (one === undefined || other.notBefore < one.notBefore ? other : one)

/**
 * What is to be tried soonest, of all distributions; submissions before looks. A job that waits submits no more than it
 * can keep watch on: the ids of all that it waits for have to fit into its token.
 */
export const nextTask = (plan: Plan, progress: Progress): Task | undefined => {
  const { waitForCompletion } = plan.spec
  const maySubmit = !waitForCompletion || hasRoomForInvalidation(plan, progress)
  const submissions = maySubmit ? progress.distributions.flatMap((distribution, index) => submission(plan, distribution, index)) : []
  const looks = waitForCompletion ? progress.distributions.flatMap(checks) : []
  return [...submissions, ...looks].reduce<Task | undefined>(sooner, undefined)
}
