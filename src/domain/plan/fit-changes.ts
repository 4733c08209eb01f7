import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import { leastCollateralCover } from '../cover/least-collateral-cover.ts'
import type { BudgetTooSmall } from '../failures/plan-failure.ts'
import { type Item, isTag, isWildcard } from '../items/item.ts'
import type { JobSpec } from '../parameters/job-spec.ts'
import type { Capabilities } from './capabilities.ts'
import type { Changes, Effect } from './changes.ts'
import { type Fitted, fitBudget, tooSmall } from './fit-budget.ts'

/** Items that fit, and what `changed` has to do with them. */
interface FittedChanges extends Fitted {
  readonly effect: Effect | undefined
}

type Spec = Pick<JobSpec, 'maxPaths' | 'changed'>

/** Without a budget as many paths as the CDN takes in one request; all, where it has no wildcards to put in their place. */
const budgetOf = ({ maxPaths }: Spec, cdn: Capabilities, items: number, tags: number): number =>
  maxPaths ?? (cdn.wildcardsPerRequest === 0 ? items : Math.max(cdn.itemsPerRequest, tags + 1))

const fitCompared = (
  { unchanged, files }: Extract<Changes, { _tag: 'Compared' }>,
  spec: Spec,
  cdn: Capabilities,
  items: ReadonlyArray<Item>,
): E.Either<BudgetTooSmall, FittedChanges> => {
  const { left: paths, right: tags } = pipe(items, RA.partition(isTag))
  const budget = budgetOf(spec, cdn, items.length, tags.length)
  // Nobody knows what else a new wildcard would reach, so none is made without need, even where it reaches nothing known.
  if (items.length <= budget) return E.right({ items, widened: undefined, effect: { _tag: 'Compared', files, collateral: 0 } })
  return pipe(
    leastCollateralCover({
      changed: paths,
      unchanged,
      protect: spec.changed?.protect ?? [],
      maxPaths: budget - tags.length,
      maxWildcards: Math.max(cdn.wildcardsPerRequest, paths.filter(isWildcard).length),
    }),
    E.bimap(
      () => tooSmall(budget, paths.length, tags.length, cdn),
      cover => ({
        items: [...tags, ...cover.paths].sort(),
        widened: undefined,
        effect: { _tag: 'Compared', files, collateral: cover.collateral.unchanged },
      }),
    ),
  )
}

/**
 * Fits sorted, minimal items into their budget. Where it is known what did not change, as little of that is flushed along
 * with them as can be; elsewhere the wildcards are as narrow as can be.
 */
export const fitChanges =
  (spec: Spec, cdn: Capabilities, changes: Changes | undefined) =>
  (items: ReadonlyArray<Item>): E.Either<BudgetTooSmall, FittedChanges> =>
    changes?._tag === 'Compared'
      ? fitCompared(changes, spec, cdn, items)
      : pipe(
          items,
          fitBudget(spec.maxPaths, cdn),
          E.map(fitted => ({ ...fitted, effect: changes && { _tag: 'Unknown', why: changes.why } })),
        )
