import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import { type Account, accountOf } from '../cdn/caller.ts'
import type { Capabilities } from '../cdn/capabilities.ts'
import { digestOf } from '../codec/digest.ts'
import { excerpt } from '../codec/excerpt.ts'
import type { Issue } from '../codec/issue.ts'
import { type Item, isTag, isWildcard } from '../items/item.ts'
import { minimise } from '../items/minimise.ts'
import type { JobSpec } from '../parameters/job-spec.ts'
import type { ChangeSet, ChangeSetSummary } from './change-set.ts'
import type { Widened } from './fit-budget.ts'
import { fitChanges } from './fit-changes.ts'
import type { BudgetTooSmall, PlanNotSupported } from './plan-failure.ts'

/** The job that began it all, of which a continued job is a part. */
export interface FirstJob {
  readonly id: string
  readonly account: Account | undefined
}

/** What a job will ask of the CDN: the same job gives the same plan, always. */
export interface Plan {
  /** The job that began it; a continued job has another id. */
  readonly firstJobId: string
  readonly spec: JobSpec
  /** What is invalidated on each of the distributions: minimal, within the budget, sorted. */
  readonly items: ReadonlyArray<Item>
  /** The same, in the two lists of which requests are made. */
  readonly wildcards: ReadonlyArray<Item>
  readonly others: ReadonlyArray<Item>
  /** What `maxPaths` made of the items that were given. */
  readonly widened: Widened | undefined
  /** What `changed` came to, where it was asked for. */
  readonly changeSet: ChangeSetSummary | undefined
  /** The account whose distributions these are, where that is known. */
  readonly account: Account | undefined
  readonly capabilities: Capabilities
  /** Differs for jobs that ask for something else. */
  readonly digest: string
}

const notSupported = (items: ReadonlyArray<Item>, spec: JobSpec, cdn: Capabilities): ReadonlyArray<Issue> => [
  ...items.flatMap(item => {
    if (isTag(item) && !cdn.tags) return [{ at: 'items', problem: `${cdn.name} knows no cache tags: ${excerpt(item)}` }]
    if (isWildcard(item) && cdn.wildcardsPerRequest === 0)
      return [{ at: 'items', problem: `${cdn.name} knows no wildcards: ${excerpt(item)}` }]
    return []
  }),
  ...(spec.waitForCompletion && !cdn.observesCompletion
    ? [{ at: 'waitForCompletion', problem: `${cdn.name} does not tell when an invalidation is complete` }]
    : []),
]

const digest = ({ targetIds, role, ...rest }: JobSpec, items: ReadonlyArray<Item>): string =>
  digestOf([
    JSON.stringify([
      targetIds,
      role?.arn,
      role?.externalId,
      rest.dryRun,
      rest.waitForCompletion,
      rest.onWaitTimeout,
      rest.timeoutMinutes,
      rest.maxPaths,
    ]),
    ...items,
  ])

/** Builds the plan of a job. The first job is the one that began it, in a continued job too. */
export const makePlan =
  (cdn: Capabilities, firstJob: FirstJob) =>
  (spec: JobSpec, changes?: ChangeSet): E.Either<PlanNotSupported | BudgetTooSmall, Plan> => {
    const given = minimise([...spec.items, ...(changes?.changed ?? [])])
    const issues = notSupported(given, spec, cdn)
    if (issues.length > 0) return E.left({ _tag: 'PlanNotSupported', issues })
    return pipe(
      given,
      fitChanges(spec, cdn, changes),
      E.map(({ items, widened, changeSet }) => {
        const { left: others, right: wildcards } = pipe(items, RA.partition(isWildcard))
        const account = spec.role === undefined ? firstJob.account : accountOf(spec.role.arn)
        return {
          firstJobId: firstJob.id,
          spec,
          items,
          wildcards,
          others,
          widened,
          changeSet,
          account,
          capabilities: cdn,
          digest: digest(spec, items),
        }
      }),
    )
  }
