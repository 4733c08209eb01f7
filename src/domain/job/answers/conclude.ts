import type { Plan } from '../../plan/plan.ts'
import type { Answer, Failure, Success } from '../answer.ts'
import type { Progress } from '../progress.ts'
import { explainTrouble } from './explain.ts'
import { message } from './message.ts'
import { type Outcome, outcomes } from './outcome.ts'
import { submittedTo } from './submitted.ts'
import { dryRunSummary, listed, pathCount, summary } from './summary.ts'

const dryRun = (plan: Plan): Success => ({
  _tag: 'Success',
  summary: dryRunSummary(plan),
  status: 'DryRun',
  invalidationIds: [],
  distributionIds: plan.spec.distributionIds,
  pathCount: pathCount(plan),
  ...(plan.effect && { effect: plan.effect }),
})

const statusOf = (plan: Plan, done: ReadonlyArray<Outcome>): Success['status'] => {
  if (plan.items.length === 0) return 'NothingToDo'
  return done.every(({ created, completed }) => created === completed) ? 'Completed' : 'InProgress'
}

const success = (plan: Plan, done: ReadonlyArray<Outcome>): Success => ({
  _tag: 'Success',
  summary: summary(plan, done),
  status: statusOf(plan, done),
  invalidationIds: done.flatMap(({ ids }) => ids),
  distributionIds: plan.spec.distributionIds,
  pathCount: pathCount(plan),
  ...(plan.effect && { effect: plan.effect }),
})

/** The ids that exist, and how many more there are of which a token had no room for the id. */
const createdSoFar = ({ created, ids }: Outcome): string => (created === 0 ? '' : ` Created: ${listed(ids, created)}.`)

const withoutTrouble = ({ spec }: Plan, { created, completed }: Outcome): string =>
  spec.waitForCompletion && completed < created ? 'Submitted, still in progress.' : 'Done.'

const failure = (plan: Plan, progress: Progress, results: ReadonlyArray<Outcome>): Failure | undefined => {
  const explained = results.map(outcome => ({ outcome, why: outcome.trouble && explainTrouble(plan, outcome, outcome.trouble) }))
  const failed = explained.flatMap(({ why }) => (why ? [why] : []))
  if (failed[0] === undefined) return undefined
  const heading = `${failed.length} of ${results.length} ${results.length === 1 ? 'distribution is' : 'distributions are'} not done:`
  const lines = explained.map(
    ({ outcome, why }) => `${outcome.distributionId}: ${why?.text ?? withoutTrouble(plan, outcome)}${createdSoFar(outcome)}`,
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
