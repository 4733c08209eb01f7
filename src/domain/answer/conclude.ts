import * as E from 'fp-ts/lib/Either.js'
import type { PlanFailure } from '../failures/plan-failure.ts'
import type { Progress } from '../job/progress.ts'
import type { Plan } from '../plan/plan.ts'
import type { Answer, Failure, Success } from './answer.ts'
import { explainPlanFailure, explainTrouble } from './explain.ts'
import { message } from './message.ts'
import { type Outcome, outcomes } from './outcome.ts'
import { dryRunSummary, pathCount, summary } from './summary.ts'

const withoutPlan = (failure: PlanFailure): Failure => ({
  _tag: 'Failure',
  type: 'ConfigurationError',
  message: message(
    explainPlanFailure(failure),
    failure.mistakes.map(({ at, problem }) => `${at}: ${problem}`),
  ),
  invalidationIds: [],
})

const dryRun = (plan: Plan): Success => ({
  _tag: 'Success',
  summary: dryRunSummary(plan),
  status: 'DryRun',
  invalidationIds: [],
  distributionIds: plan.distributionIds,
  pathCount: pathCount(plan),
})

const statusOf = (done: ReadonlyArray<Outcome>): Success['status'] => {
  const statuses = done.flatMap(({ invalidations }) => invalidations.map(({ status }) => status))
  if (statuses.length === 0) return 'NothingToDo'
  return statuses.every(status => status === 'Completed') ? 'Completed' : 'InProgress'
}

const idsOf = (outcome: Outcome): ReadonlyArray<string> => outcome.invalidations.map(({ id }) => id)

const success = (plan: Plan, done: ReadonlyArray<Outcome>): Success => ({
  _tag: 'Success',
  summary: summary(plan, done),
  status: statusOf(done),
  invalidationIds: done.flatMap(idsOf),
  distributionIds: plan.distributionIds,
  pathCount: pathCount(plan),
})

const failure = (plan: Plan, results: ReadonlyArray<Outcome>): Failure | undefined => {
  const request = plan.requests[0]
  const place = { cdn: plan.cdn.name, account: request?.account, roleArn: request?.role?.arn }
  const explained = results.map(outcome => ({ outcome, why: outcome.trouble && explainTrouble(outcome.trouble, place) }))
  const failed = explained.flatMap(({ why }) => (why ? [why] : []))
  if (failed[0] === undefined) return undefined
  const heading = `${failed.length} of ${results.length} ${results.length === 1 ? 'distribution was' : 'distributions were'} not invalidated:`
  const created = (outcome: Outcome): string => (outcome.invalidations.length > 0 ? ` Created: ${idsOf(outcome).join(', ')}.` : '')
  const lines = explained.map(({ outcome, why }) => `${outcome.distributionId}: ${why?.text ?? 'invalidated.'}${created(outcome)}`)
  return { _tag: 'Failure', type: failed[0].type, message: message(heading, lines), invalidationIds: results.flatMap(idsOf) }
}

/** The answer to a job that has come as far as it can: everything created, or what stands in the way. */
export const conclude = (work: E.Either<PlanFailure, Plan>, progress: Progress): Answer => {
  if (E.isLeft(work)) return withoutPlan(work.left)
  const plan = work.right
  if (plan.dryRun) return dryRun(plan)
  const results = outcomes(plan, progress)
  return failure(plan, results) ?? success(plan, results)
}
