import type { CdnCapabilities } from '../../domain/cdn/capabilities.ts'
import { type Item, isWildcard, prefixOf } from '../../domain/items/item.ts'
import { rangeOf } from '../../domain/items/sorted.ts'
import { dryRunSummary, pathCount } from '../../domain/job/answers/summary.ts'
import type { ChangeSet } from '../../domain/plan/change-set.ts'
import { advance, nextRequest, startPosition } from '../../domain/plan/next-request.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import type { ChangedFolder } from '../../domain/site/folders.ts'
import { inOptions } from './words.ts'

/** An item of a plan, and how many paths it flushes. The counts are 0 if the site is not known. */
interface PlannedItem {
  readonly item: Item
  readonly changed: number
  /** Unchanged paths that are flushed, too. */
  readonly unchanged: number
}

/** What a plan shows. */
export interface PlanView {
  readonly cdn: Pick<CdnCapabilities, 'name' | 'parameters'>
  readonly summary: string
  /** Empty if no target was named. */
  readonly targetIds: ReadonlyArray<string>
  readonly items: ReadonlyArray<PlannedItem>
  /** Paths and tags, summed over all targets. */
  readonly pathCount: number
  /** Requests to each target. */
  readonly requests: number
  /** In US dollars. */
  readonly listPrice: number
  readonly unchangedFlushed: number
  /** The folders in which files differ, if two sites were compared. */
  readonly folders: ChangedFolder | undefined
}

const requestCount = (plan: Plan): number => {
  let count = 0
  for (let position = startPosition; ; count += 1) {
    const request = nextRequest(plan, plan.spec.targetIds[0], position, { halvings: 0 })
    if (request === undefined) return count
    position = advance(position, request.items)
  }
}

/** How many sorted paths a wildcard matches. */
const flushedBy = (item: Item, sorted: ReadonlyArray<Item>): number => {
  if (!isWildcard(item)) return 0
  const { from, to } = rangeOf(sorted, prefixOf(item), { from: 0, to: sorted.length })
  return to - from
}

const plannedItems = ({ items }: Plan, changes: ChangeSet | undefined): ReadonlyArray<PlannedItem> => {
  const changed = changes?._tag === 'Compared' ? changes.changed : []
  const unchanged = changes?._tag === 'Compared' ? [...changes.unchanged].sort() : []
  return items.map(item => ({ item, changed: flushedBy(item, changed), unchanged: flushedBy(item, unchanged) }))
}

/** The summary of a dry run, without saying that it is one; without the target if the plan has none. */
const summaryOf = (plan: Plan, hasTarget: boolean): string => {
  const summary = inOptions(dryRunSummary(plan)).replace(/^Dry run, nothing was created: /, '')
  return hasTarget ? summary : summary.replace(` on ${plan.spec.targetIds[0]}`, '')
}

/** What to show of a plan. `hasTarget` is whether the plan names a target. */
export const planView = (plan: Plan, hasTarget: boolean, changes: ChangeSet | undefined, folders: ChangedFolder | undefined): PlanView => ({
  cdn: plan.capabilities,
  summary: summaryOf(plan, hasTarget),
  targetIds: hasTarget ? plan.spec.targetIds : [],
  items: plannedItems(plan, changes),
  pathCount: pathCount(plan),
  requests: requestCount(plan),
  listPrice: (pathCount(plan) * plan.capabilities.listPricePerItem) / 1_000,
  unchangedFlushed: plan.changeSet?._tag === 'Compared' ? plan.changeSet.unchangedFlushed : 0,
  folders,
})
