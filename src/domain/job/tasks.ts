import { isAtEnd } from '../plan/next-request.ts'
import type { Plan } from '../plan/plan.ts'
import type { DecisionContext, Instant } from './context.ts'
import type { Due, Progress, TargetProgress } from './progress.ts'
import { hasRoomForInvalidation } from './write-token.ts'

/** A request, a look-up of what it created before, or a status check that can be tried in this invocation. */
export interface Task extends Pick<Due<never>, 'attempts' | 'triedAt' | 'notBefore'> {
  readonly target: number
  /** The invalidation to check; `undefined` for a request to submit or to look up. */
  readonly invalidationId: string | undefined
}

const task = (target: number, invalidationId: string | undefined, { attempts, triedAt, notBefore }: Due<unknown>): Task => ({
  target,
  invalidationId,
  attempts,
  triedAt,
  notBefore,
})

const dueOf = (submission: TargetProgress['submission']): Due<unknown> | undefined => {
  switch (submission._tag) {
    case 'Due':
      return submission
    case 'LookUp':
      return submission.lookUp
    case 'Rejected':
    case 'TooLarge':
      return undefined
  }
}

const submissionTask = (plan: Plan, { position, submission }: TargetProgress, target: number): ReadonlyArray<Task> => {
  const due = dueOf(submission)
  return due === undefined || isAtEnd(plan, position) ? [] : [task(target, undefined, due)]
}

const statusChecks = ({ pending }: TargetProgress, target: number): ReadonlyArray<Task> =>
  pending.flatMap(({ id, check }) => (check._tag === 'Due' ? [task(target, id, check)] : []))

const earlier = (one: Task | undefined, other: Task): Task => (one === undefined || other.notBefore < one.notBefore ? other : one)

/**
 * The task that is due first, over all targets; submissions before checks. A job that waits for completion submits only while the ids
 * of all pending invalidations fit into its token. After the job's timeout no token is needed, and each task is due once more.
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
