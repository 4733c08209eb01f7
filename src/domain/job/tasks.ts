import { isAtEnd } from '../plan/next-request.ts'
import type { Plan } from '../plan/plan.ts'
import type { DecisionContext, Instant } from './context.ts'
import type { Due, Progress, TargetProgress } from './progress.ts'
import { hasRoomForInvalidation } from './token.ts'

/** Something that can still be tried in this invocation. */
export interface Task extends Pick<Due<never>, 'attempts' | 'triedAt' | 'notBefore'> {
  readonly target: number
  /** The invalidation to look at; none where the next request is to be submitted. */
  readonly invalidationId: string | undefined
}

const task = (target: number, invalidationId: string | undefined, { attempts, triedAt, notBefore }: Due<unknown>): Task => ({
  target,
  invalidationId,
  attempts,
  triedAt,
  notBefore,
})

const submissionTask = (plan: Plan, { position, submission }: TargetProgress, target: number): ReadonlyArray<Task> =>
  submission._tag === 'Due' && !isAtEnd(plan, position) ? [task(target, undefined, submission)] : []

const statusChecks = ({ pending }: TargetProgress, target: number): ReadonlyArray<Task> =>
  pending.flatMap(({ id, check }) => (check._tag === 'Due' ? [task(target, id, check)] : []))

const earlier = (one: Task | undefined, other: Task): Task => (one === undefined || other.notBefore < one.notBefore ? other : one)

/**
 * What is to be tried soonest, of all distributions; submissions before looks. A job that waits submits no more than it
 * can keep watch on: the ids of all that it waits for have to fit into its token. When the job is to give up, there will
 * be no other token, and each thing is due once more, at once.
 */
export const nextTask = (plan: Plan, progress: Progress, giveUp: Instant, { now, policy }: DecisionContext): Task | undefined => {
  const { waitForCompletion } = plan.spec
  const isLate = now >= giveUp
  const maySubmit = isLate || !waitForCompletion || hasRoomForInvalidation(plan, progress, policy)
  const tasks = [
    ...(maySubmit ? progress.targets.flatMap((target, index) => submissionTask(plan, target, index)) : []),
    ...(waitForCompletion ? progress.targets.flatMap(statusChecks) : []),
  ]
  const due = isLate ? tasks.filter(({ triedAt }) => triedAt < giveUp).map(late => ({ ...late, notBefore: now })) : tasks
  return due.reduce<Task | undefined>(earlier, undefined)
}
