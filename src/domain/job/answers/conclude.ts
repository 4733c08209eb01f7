import type { Plan } from '../../plan/plan.ts'
import type { Answer, Failure, Success } from '../answer.ts'
import type { Progress } from '../progress.ts'
import { describeProblem } from './describe-problem.ts'
import { message } from './message.ts'
import { outcomes, type TargetOutcome } from './outcome.ts'
import { submittedTo } from './submitted.ts'
import { dryRunSummary, listed, pathCount, summary } from './summary.ts'

const dryRun = (plan: Plan): Success => ({
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

const success = (plan: Plan, done: ReadonlyArray<TargetOutcome>): Success => ({
  _tag: 'Success',
  summary: summary(plan, done),
  status: statusOf(plan, done),
  invalidationIds: done.flatMap(({ ids }) => ids),
  targetIds: plan.spec.targetIds,
  pathCount: pathCount(plan),
  ...(plan.changeSet && { changeSet: plan.changeSet }),
})

/** The ids that exist, and how many more there are of which a token had no room for the id. */
const createdSoFar = ({ created, ids }: TargetOutcome): string => (created === 0 ? '' : ` Created: ${listed(ids, created)}.`)

const withoutTrouble = ({ spec }: Plan, { created, completed }: TargetOutcome): string =>
  spec.waitForCompletion && completed < created ? 'Submitted, still in progress.' : 'Done.'

const failure = (plan: Plan, progress: Progress, results: ReadonlyArray<TargetOutcome>): Failure | undefined => {
  const explained = results.map(outcome => ({ outcome, why: outcome.problem && describeProblem(plan, outcome, outcome.problem) }))
  const failed = explained.flatMap(({ why }) => (why ? [why] : []))
  if (failed[0] === undefined) return undefined
  const heading = `${failed.length} of ${results.length} ${results.length === 1 ? 'distribution is' : 'distributions are'} not done:`
  const lines = explained.map(
    ({ outcome, why }) => `${outcome.targetId}: ${why?.text ?? withoutTrouble(plan, outcome)}${createdSoFar(outcome)}`,
  )
  return {
    _tag: 'Failure',
    type: failed[0].type,
    message: message(heading, lines),
    invalidationIds: results.flatMap(({ ids }) => ids),
    submitted: () => submittedTo(plan, progress),
  }
}

/** The answer to a job that has come as far as it can: everything done, or what stands in the way. */
export const conclude = (plan: Plan, progress: Progress): Answer => {
  if (plan.spec.dryRun) return dryRun(plan)
  const results = outcomes(plan, progress)
  return failure(plan, progress, results) ?? success(plan, results)
}
