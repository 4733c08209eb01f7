import type { Plan } from '../../plan/plan.ts'
import type { Answer, Failure, Success } from '../answer.ts'
import type { DecisionContext } from '../context.ts'
import type { Progress } from '../progress.ts'
import { describeProblem } from './describe-problem.ts'
import { message } from './message.ts'
import { outcomes, type TargetOutcome } from './outcome.ts'
import { submittedTo } from './submitted.ts'
import { counted, dryRunSummary, listedIds, pathCount, summary, waitSummary } from './summary.ts'

/** The answer to a job that only plans. */
export const dryRunAnswer = (plan: Plan): Success => ({
  _tag: 'Success',
  summary: dryRunSummary(plan),
  status: 'DryRun',
  invalidationIds: [],
  targetIds: plan.spec.targetIds,
  pathCount: pathCount(plan),
  ...(plan.changeSet && { changeSet: plan.changeSet }),
})

const statusOf = (plan: Plan, done: ReadonlyArray<TargetOutcome>): Success['status'] => {
  if (plan.items.length === 0) return 'NothingToDo'
  return done.every(({ created, completed }) => created === completed) ? 'Completed' : 'InProgress'
}

const success = (plan: Plan, done: ReadonlyArray<TargetOutcome>, wait: string): Success => ({
  _tag: 'Success',
  summary: `${summary(plan, done)}${wait}`,
  status: statusOf(plan, done),
  invalidationIds: done.flatMap(({ ids }) => ids),
  targetIds: plan.spec.targetIds,
  pathCount: pathCount(plan),
  ...(plan.changeSet && { changeSet: plan.changeSet }),
})

/** Lists the known ids, and counts the invalidations whose ids did not fit into a token. */
const createdSoFar = ({ created, ids }: TargetOutcome): string => (created === 0 ? '' : ` Created: ${listedIds(ids, created)}.`)

const withoutProblem = ({ spec }: Plan, { created, completed }: TargetOutcome): string =>
  spec.waitForCompletion && completed < created ? 'Submitted, still in progress.' : 'Done.'

const failure = (plan: Plan, progress: Progress, results: ReadonlyArray<TargetOutcome>, maxMessageLength: number): Failure | undefined => {
  const described = results.map(outcome => ({ outcome, why: outcome.problem && describeProblem(plan, outcome, outcome.problem) }))
  const failed = described.flatMap(({ why }) => (why ? [why] : []))
  if (failed[0] === undefined) return undefined
  const heading = `${failed.length} of ${counted(results.length, plan.capabilities.parameters.targetNoun)} failed:`
  const lines = described.map(
    ({ outcome, why }) => `${outcome.targetId}: ${why?.text ?? withoutProblem(plan, outcome)}${createdSoFar(outcome)}`,
  )
  return {
    _tag: 'Failure',
    kind: failed[0].kind,
    message: message(heading, lines, maxMessageLength),
    invalidationIds: results.flatMap(({ ids }) => ids),
    submitted: () => submittedTo(plan, progress),
  }
}

/** The answer to a job that can make no more progress: success, or a failure that describes each target. */
export const conclude = (plan: Plan, progress: Progress, { ci, now }: Pick<DecisionContext, 'ci' | 'now'>): Answer => {
  if (plan.spec.dryRun) return dryRunAnswer(plan)
  const results = outcomes(plan, progress)
  return (
    failure(plan, progress, results, ci.maxMessageLength) ?? success(plan, results, waitSummary(plan, now - progress.startedAt, ci.minute))
  )
}
