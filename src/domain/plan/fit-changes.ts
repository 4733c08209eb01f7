import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type { CdnCapabilities } from '../cdn/capabilities.ts'
import type { FoundCover, NoCover } from '../cover/cover.ts'
import { leastCollateralCover } from '../cover/least-collateral-cover.ts'
import { type Item, isTag, isWildcard, prefixOf } from '../items/item.ts'
import { minimise } from '../items/minimise.ts'
import { prefixAmong } from '../items/sorted.ts'
import type { JobSpec } from '../parameters/job-spec.ts'
import type { ChangeSet, ChangeSetSummary } from './change-set.ts'
import { type Fitted, fitBudget, maxWildcards, tooSmall, widenedFrom } from './fit-budget.ts'
import type { BudgetTooSmall } from './plan-failure.ts'

/** Items that fit, and the result of `changed`. */
interface FittedChanges extends Fitted {
  readonly changeSet: ChangeSetSummary | undefined
}

type Spec = Pick<JobSpec, 'maxPaths' | 'changed'>
type Compared = Extract<ChangeSet, { _tag: 'Compared' }>

/** The number of unchanged paths that the wildcards among sorted, minimal items flush, whether they were requested or not. */
const unchangedFlushedBy = (items: ReadonlyArray<Item>, unchanged: ReadonlyArray<Item>): number => {
  const prefixes = items.filter(isWildcard).map(prefixOf)
  return unchanged.filter(path => prefixAmong(prefixes, path) !== undefined).length
}

/** Covers paths if they exceed the budget. A new wildcard may match unknown objects, so none is added without need. */
const cover = (
  { unchanged }: Compared,
  spec: Spec,
  cdn: CdnCapabilities,
  paths: ReadonlyArray<Item>,
  budget: number,
): E.Either<NoCover, FoundCover> =>
  paths.length <= budget
    ? E.right({ paths, isExact: true })
    : leastCollateralCover({
        changed: paths,
        unchanged,
        protect: spec.changed?.protect ?? [],
        maxPaths: budget,
        maxWildcards: maxWildcards(cdn, paths),
        granularity: cdn.wildcards?.granularity ?? 'character',
      })

/** Without a budget, only changed paths are covered, and only if they exceed one request. A CDN without wildcards has no cover. */
const fitWithoutBudget = (changes: Compared, spec: Spec, cdn: CdnCapabilities, items: ReadonlyArray<Item>): Fitted => {
  const changed = new Set(changes.changed)
  const { left: requested, right: paths } = pipe(
    items,
    RA.partition(item => changed.has(item)),
  )
  return pipe(
    cover(changes, spec, cdn, paths, cdn.maxItemsPerRequest),
    E.match(
      () => ({ items, widened: undefined, isExact: true }),
      covering => ({ items: minimise([...requested, ...covering.paths], cdn.tags), widened: undefined, isExact: covering.isExact }),
    ),
  )
}

const fitWithin = (
  changes: Compared,
  spec: Spec,
  cdn: CdnCapabilities,
  items: ReadonlyArray<Item>,
  maxPaths: number,
): E.Either<BudgetTooSmall, Fitted> => {
  const { left: paths, right: tags } = pipe(items, RA.partition(isTag))
  // Tags sort before paths, and a cover is sorted.
  return pipe(
    cover(changes, spec, cdn, paths, maxPaths - tags.length),
    E.bimap(
      () => tooSmall(maxPaths, paths.length, tags.length, cdn),
      covering => ({
        items: [...tags, ...covering.paths],
        widened: widenedFrom(paths, covering.paths),
        isExact: covering.isExact,
      }),
    ),
  )
}

const fitCompared = (
  changes: Compared,
  spec: Spec,
  cdn: CdnCapabilities,
  items: ReadonlyArray<Item>,
): E.Either<BudgetTooSmall, FittedChanges> =>
  pipe(
    spec.maxPaths === undefined
      ? E.right(fitWithoutBudget(changes, spec, cdn, items))
      : fitWithin(changes, spec, cdn, items, spec.maxPaths),
    E.map(fitted => ({
      ...fitted,
      changeSet: { _tag: 'Compared', files: changes.files, unchangedFlushed: unchangedFlushedBy(fitted.items, changes.unchanged) },
    })),
  )

/**
 * Fits sorted, minimal items into their budget. If the unchanged paths are known, as few of them as possible are flushed; otherwise the
 * wildcards are as narrow as possible.
 */
export const fitChanges =
  (spec: Spec, cdn: CdnCapabilities, changes: ChangeSet | undefined) =>
  (items: ReadonlyArray<Item>): E.Either<BudgetTooSmall, FittedChanges> =>
    changes?._tag === 'Compared'
      ? fitCompared(changes, spec, cdn, items)
      : pipe(
          items,
          fitBudget(spec.maxPaths, cdn),
          E.map(fitted => ({ ...fitted, changeSet: changes && { _tag: 'Unknown', why: changes.why } })),
        )
