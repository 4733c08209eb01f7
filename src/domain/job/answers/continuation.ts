import { isTransient } from '../../cdn/cdn-failure.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Continuation } from '../answer.ts'
import type { Progress } from '../progress.ts'
import { writeToken } from '../token.ts'
import { outcomes, type TargetOutcome } from './outcome.ts'
import { submittedTo } from './submitted.ts'
import { counted, pathCount, timeOf } from './summary.ts'

const sum = (results: ReadonlyArray<TargetOutcome>, key: 'submitted' | 'created' | 'completed'): number =>
  results.reduce((total, outcome) => total + outcome[key], 0)

/** What makes the first distribution wait that has to wait. One that was refused for good waits for nothing. */
const obstacle = (plan: Plan, results: ReadonlyArray<TargetOutcome>): string => {
  const failures = results.flatMap(({ problem }) => (problem?._tag === 'NotSubmitted' && problem.failure ? [problem.failure] : []))
  const failure = failures.find(isTransient)
  return failure === undefined ? '' : `; ${plan.capabilities.name} is busy (${'code' in failure ? failure.code : failure._tag})`
}

const summaryOf = (plan: Plan, { startedAt }: Progress, results: ReadonlyArray<TargetOutcome>): string => {
  const created = sum(results, 'created')
  const submitted = sum(results, 'submitted')
  return submitted === pathCount(plan)
    ? `${sum(results, 'completed')} of ${counted(created, 'invalidation')} complete, waiting since ${timeOf(startedAt)}`
    : `${submitted} of ${counted(pathCount(plan), 'item')} submitted in ${counted(created, 'invalidation')}${obstacle(plan, results)}, trying since ${timeOf(startedAt)}`
}

/** Of what was submitted, only what is complete counts where completion is waited for. */
const percentComplete = (plan: Plan, results: ReadonlyArray<TargetOutcome>): number => {
  const done = plan.spec.waitForCompletion ? sum(results, 'completed') / Math.max(1, sum(results, 'created')) : 1
  return Math.floor((100 * sum(results, 'submitted') * done) / Math.max(1, pathCount(plan)))
}

/** The answer that continues the job in another invocation. */
export const continuation = (plan: Plan, progress: Progress): Continuation => {
  const results = outcomes(plan, progress)
  return {
    _tag: 'Continuation',
    token: writeToken(plan, progress),
    summary: summaryOf(plan, progress, results),
    percentComplete: percentComplete(plan, results),
    submitted: () => submittedTo(plan, progress),
  }
}
