import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { CdnCapabilities } from '../cdn/capabilities.ts'
import type { JobCredentials } from '../cdn/credentials.ts'
import { digestOf } from '../codec/digest.ts'
import { type Item, isEverything, isWildcard } from '../items/item.ts'
import { minimise } from '../items/minimise.ts'
import type { JobSpec } from '../parameters/job-spec.ts'
import type { ChangeSet, ChangeSetSummary } from './change-set.ts'
import { coarsen } from './coarsen.ts'
import { type Widened, widenedFrom } from './fit-budget.ts'
import { fitChanges } from './fit-changes.ts'
import { notSupported } from './not-supported.ts'
import type { BudgetTooSmall, EverythingRefused, PlanNotSupported } from './plan-failure.ts'

/** What a job will submit to the CDN. Deterministic: the same job always has the same plan. */
export interface Plan {
  /** The job that started the plan; a continued job has another id. */
  readonly firstJobId: string
  readonly spec: JobSpec
  /** The items to invalidate on each target: minimal, within the budget, sorted. */
  readonly items: ReadonlyArray<Item>
  /** The same items, in the two lists that requests are made of. */
  readonly wildcards: ReadonlyArray<Item>
  readonly others: ReadonlyArray<Item>
  /** What was widened because the CDN cannot express the requested items. */
  readonly coarsened: Widened | undefined
  /** What was widened to keep to `maxPaths`. */
  readonly widened: Widened | undefined
  /** Whether the wildcards are known to be the best that fit. If not, the exact search would have taken too long. */
  readonly isExact: boolean
  /** The result of `changed`, if the job has it. */
  readonly changeSet: ChangeSetSummary | undefined
  readonly capabilities: CdnCapabilities
  /** Identifies what the job requests. */
  readonly digest: string
}

const digest = ({ targetIds, host, credentials, ...rest }: JobSpec, items: ReadonlyArray<Item>): string =>
  digestOf([
    JSON.stringify([
      targetIds,
      credentials?.principal,
      credentials?.qualifier,
      rest.dryRun,
      rest.waitForCompletion,
      rest.onWaitTimeout,
      rest.timeoutMinutes,
      rest.maxPaths,
      ...(host === undefined ? [] : [host]),
    ]),
    ...items,
  ])

/** Why everything would be invalidated, unless an item asks for it. */
const whyEverything = ({ changeSet, widened, coarsened, spec, capabilities }: Plan): string | undefined => {
  if (changeSet?._tag === 'Unknown') return changeSet.why
  if (widened?.to.some(isEverything)) return `${widened.items} items do not fit into maxPaths ${spec.maxPaths} otherwise`
  return coarsened?.to.some(isEverything) ? `${capabilities.name} has wildcards for whole folders only` : undefined
}

/** Builds the plan of a job. In a continued job, `firstJobId` is still the id of the job that started the plan. */
export const makePlan =
  (cdn: CdnCapabilities, firstJobId: string) =>
  (spec: JobSpec, changes?: ChangeSet): E.Either<PlanNotSupported | BudgetTooSmall | EverythingRefused, Plan> => {
    const requested = minimise([...spec.items, ...(changes?.changed ?? [])], cdn.tags)
    const issues = notSupported(requested, spec, cdn)
    if (issues.length > 0) return E.left({ _tag: 'PlanNotSupported', issues })
    const expressible = coarsen(requested, cdn)
    return pipe(
      expressible,
      fitChanges(spec, cdn, changes),
      E.map(({ items, widened, isExact, changeSet }): Plan => {
        const { left: others, right: wildcards } = pipe(items, RA.partition(isWildcard))
        return {
          firstJobId,
          spec,
          items,
          wildcards,
          others,
          coarsened: widenedFrom(requested, expressible),
          widened,
          isExact,
          changeSet,
          capabilities: cdn,
          digest: digest(spec, items),
        }
      }),
      E.filterOrElseW(
        ({ wildcards }) => spec.allowsEverything || !wildcards.some(isEverything),
        (plan): EverythingRefused => ({ _tag: 'EverythingRefused', why: whyEverything(plan) }),
      ),
    )
  }

/** The identity for the calls of a plan. */
export const credentialsOf = ({ firstJobId, spec: { credentials } }: Plan): JobCredentials | undefined =>
  credentials && { ...credentials, jobId: firstJobId }
