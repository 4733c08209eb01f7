import { isTransient, reasonOf } from '../../cdn/cdn-failure.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Continuation, Unfinished } from '../answer.ts'
import type { DecisionContext } from '../context.ts'
import type { Progress } from '../progress.ts'
import { writeToken } from '../write-token.ts'
import { outcomes, type TargetOutcome } from './outcome.ts'
import { submittedTo } from './submitted.ts'
import { counted, pathCount, timeOf } from './summary.ts'

const sum = (results: ReadonlyArray<TargetOutcome>, key: 'submitted' | 'created' | 'completed'): number =>
  results.reduce((total, outcome) => total + outcome[key], 0)

/** The first transient failure among the targets. A permanent rejection is no reason to wait. */
const obstacle = (plan: Plan, results: ReadonlyArray<TargetOutcome>): string => {
  const failures = results.flatMap(({ problem }) => (problem?._tag === 'NotSubmitted' && problem.failure ? [problem.failure] : []))
  const failure = failures.find(isTransient)
  return failure === undefined ? '' : `; ${plan.capabilities.name} is unavailable (${reasonOf(failure)})`
}

const summaryOf = (plan: Plan, { startedAt }: Progress, results: ReadonlyArray<TargetOutcome>): string => {
  const created = sum(results, 'created')
  const submitted = sum(results, 'submitted')
  return submitted === pathCount(plan)
    ? `${sum(results, 'completed')} of ${counted(created, 'invalidation')} complete, waiting since ${timeOf(startedAt)}`
    : `${submitted} of ${counted(pathCount(plan), 'item')} submitted in ${counted(created, 'invalidation')}${obstacle(plan, results)}, trying since ${timeOf(startedAt)}`
}

/** Counts submitted items. If the job waits for completion, they count by the share of completed invalidations. */
const percentComplete = (plan: Plan, results: ReadonlyArray<TargetOutcome>): number => {
  const done = plan.spec.waitForCompletion ? sum(results, 'completed') / Math.max(1, sum(results, 'created')) : 1
  return Math.floor((100 * sum(results, 'submitted') * done) / Math.max(1, pathCount(plan)))
}

/** The answer to a job that this invocation could not finish: a continuation, or `Unfinished` if the run is standalone. */
export const continuation = (
  plan: Plan,
  progress: Progress,
  { policy, now }: Pick<DecisionContext, 'policy' | 'now'>,
): Continuation | Unfinished => {
  const results = outcomes(plan, progress)
  const state = {
    summary: summaryOf(plan, progress, results),
    percentComplete: percentComplete(plan, results),
    submitted: () => submittedTo(plan, progress),
  }
  return policy._tag === 'Standalone'
    ? { _tag: 'Unfinished', ...state }
    : { _tag: 'Continuation', token: writeToken(plan, progress, now, policy.maxTokenLength), ...state }
}
