import { excerpt } from '../../codec/excerpt.ts'
import { isTag } from '../../items/item.ts'
import type { Plan } from '../../plan/plan.ts'
import type { TargetOutcome } from './outcome.ts'

/** `1 path`, `2 paths`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** How many entries of a list a summary names. */
const named = 5

/** Milliseconds and a time zone would only be noise. */
export const timeOf = (instant: number): string => `${new Date(instant).toISOString().slice(0, 19).replace('T', ' ')} UTC`

/** `I1, I2 and 3 more`: the names that are known of so many things. */
export const listed = (names: ReadonlyArray<string>, count: number): string =>
  count > names.length ? `${names.join(', ')} and ${count - names.length} more` : names.join(', ')

const listedInShort = (names: ReadonlyArray<string>, count: number): string => listed(names.slice(0, named), count)

const itemsOf = ({ items, wildcards }: Plan): string => {
  const tags = items.filter(isTag).length
  const paths = items.length - tags
  return [
    ...(paths > 0 ? [`${counted(paths, 'path')}${wildcards.length > 0 ? ` (${counted(wildcards.length, 'wildcard')})` : ''}`] : []),
    ...(tags > 0 ? [counted(tags, 'tag')] : []),
  ].join(' and ')
}

const placeOf = ({ spec: { targetIds } }: Plan): string =>
  targetIds.length === 1 ? `on ${targetIds[0]}` : `on each of ${listedInShort(targetIds, targetIds.length)}`

/** Paths and tags on all distributions together. */
export const pathCount = ({ items, spec }: Plan): number => items.length * spec.targetIds.length

const priceOf = (plan: Plan): string =>
  plan.capabilities.listPricePerItem === 0
    ? ''
    : `; list price $${((pathCount(plan) * plan.capabilities.listPricePerItem) / 1_000).toFixed(3)}`

/** What is invalidated though nobody asked for it: the user has to see it, and may want a larger budget. */
const wideningOf = ({ widened, spec }: Plan): string =>
  widened === undefined
    ? ''
    : `; ${counted(widened.items, 'item')} widened to ${listedInShort(widened.to.map(excerpt), widened.to.length)} to keep to maxPaths ${spec.maxPaths}`

/** What the paths stand for, where they come of a comparison, and what is flushed along with it. */
const effectOf = ({ changeSet }: Plan): string => {
  switch (changeSet?._tag) {
    case undefined:
      return ''
    case 'Compared':
      return ` for ${counted(changeSet.files, 'changed file')}; ${changeSet.unchangedFlushed} unchanged flushed`
    case 'Unknown':
      return `; all, since ${changeSet.why}`
  }
}

const asked = (plan: Plan): string => `${itemsOf(plan)} ${placeOf(plan)}${effectOf(plan)}${wideningOf(plan)}${priceOf(plan)}`

const nothing = (plan: Plan): string =>
  `Nothing to invalidate ${placeOf(plan)}${plan.changeSet?._tag === 'Compared' ? `: no file that counts changed since this action last succeeded` : ''}`

/** One line on a plan that was not carried out because nobody asked for more. */
export const dryRunSummary = (plan: Plan): string =>
  plan.items.length === 0 ? nothing(plan) : `Dry run, nothing was created: ${asked(plan)}`

const stateOf = ({ spec }: Plan, created: number, completed: number): string => {
  if (created === completed) return 'completed'
  const late = spec.waitForCompletion ? `still in progress after ${counted(spec.timeoutMinutes, 'minute')}` : 'in progress'
  return completed === 0 ? late : `${late}, but for ${completed} that completed`
}

/** One line on a plan that was carried out. */
export const summary = (plan: Plan, outcomes: ReadonlyArray<TargetOutcome>): string => {
  if (plan.items.length === 0) return nothing(plan)
  const created = outcomes.reduce((sum, outcome) => sum + outcome.created, 0)
  const completed = outcomes.reduce((sum, outcome) => sum + outcome.completed, 0)
  const ids = listedInShort(
    outcomes.flatMap(outcome => outcome.ids),
    created,
  )
  return `${asked(plan)}; ${created === 1 ? 'invalidation' : 'invalidations'} ${ids} ${stateOf(plan, created, completed)}`
}
