import { isTag, isWildcard } from '../items/item.ts'
import type { Plan } from '../plan/plan.ts'
import type { Outcome } from './outcome.ts'

const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** How many entries of a list a summary names. */
const named = 5

const listed = (names: ReadonlyArray<string>): string =>
  names.length <= named ? names.join(', ') : `${names.slice(0, named).join(', ')} and ${names.length - named} more`

const itemsOf = ({ items }: Plan): string => {
  const tags = items.filter(isTag).length
  const wildcards = items.filter(isWildcard).length
  const paths = items.length - tags
  return [
    ...(paths > 0 ? [`${counted(paths, 'path')}${wildcards > 0 ? ` (${counted(wildcards, 'wildcard')})` : ''}`] : []),
    ...(tags > 0 ? [counted(tags, 'tag')] : []),
  ].join(' and ')
}

const placeOf = ({ distributionIds }: Plan): string =>
  distributionIds.length === 1 ? `on ${distributionIds[0]}` : `on each of ${listed(distributionIds)}`

/** Paths and tags on all distributions together. */
export const pathCount = ({ items, distributionIds }: Plan): number => items.length * distributionIds.length

const priceOf = (plan: Plan): string =>
  plan.cdn.listPricePerItem === 0 ? '' : `; list price $${((pathCount(plan) * plan.cdn.listPricePerItem) / 1_000).toFixed(3)}`

/** What is asked of which distributions, and at what list price. */
const asked = (plan: Plan): string => `${itemsOf(plan)} ${placeOf(plan)}${priceOf(plan)}`

const nothing = (plan: Plan): string => `Nothing to invalidate ${placeOf(plan)}`

/** One line on a plan that was not carried out because nobody asked for more. */
export const dryRunSummary = (plan: Plan): string =>
  plan.items.length === 0 ? nothing(plan) : `Dry run, nothing was created: ${asked(plan)}`

/** One line on a plan that was carried out. */
export const summary = (plan: Plan, outcomes: ReadonlyArray<Outcome>): string => {
  const invalidations = outcomes.flatMap(outcome => outcome.invalidations)
  if (invalidations.length === 0) return nothing(plan)
  const state = invalidations.every(({ status }) => status === 'Completed') ? 'completed' : 'in progress'
  const ids = listed(invalidations.map(({ id }) => id))
  return `${asked(plan)}; ${invalidations.length === 1 ? 'invalidation' : 'invalidations'} ${ids} ${state}`
}
