import type { CdnFailure } from '../../cdn/cdn-failure.ts'
import { excerpt } from '../../codec/excerpt.ts'
import { describeDoubt } from '../../items/doubt.ts'
import { isTag } from '../../items/item.ts'
import { minimise } from '../../items/minimise.ts'
import type { CiCapabilities } from '../../pipeline/capabilities.ts'
import type { Widened } from '../../plan/fit-budget.ts'
import type { Plan } from '../../plan/plan.ts'
import { itemAt, widerThan } from '../../plan/refused-item.ts'
import type { TargetOutcome } from './outcome.ts'

/** `1 path`, `2 paths`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

/** Entries that a summary lists. */
const maxNamed = 5

/** Date and time in UTC, without milliseconds. */
export const timeOf = (instant: number): string => `${new Date(instant).toISOString().slice(0, 19).replace('T', ' ')} UTC`

/** `I1, I2 and 3 more`: the known names of `count` things. */
export const listed = (names: ReadonlyArray<string>, count: number): string =>
  count > names.length ? `${names.join(', ')} and ${count - names.length} more` : names.join(', ')

/** The known ids of `count` invalidations. */
export const listedIds = (ids: ReadonlyArray<string>, count: number): string =>
  ids.length === 0 ? `${counted(count, 'invalidation')} (id unknown)` : listed(ids, count)

const listedInShort = (names: ReadonlyArray<string>, count: number): string => listed(names.slice(0, maxNamed), count)

const itemsOf = ({ items, wildcards }: Plan): string => {
  const tags = items.filter(isTag).length
  const paths = items.length - tags
  const ofThem = wildcards.length > 0 ? ` (${counted(wildcards.length, 'wildcard')})` : ''
  return [...(paths > 0 ? [`${counted(paths, 'path')}${ofThem}`] : []), ...(tags > 0 ? [counted(tags, 'tag')] : [])].join(' and ')
}

const placeOf = ({ spec: { targetIds } }: Plan): string =>
  targetIds.length === 1 ? `on ${targetIds[0]}` : `on each of ${listedInShort(targetIds, targetIds.length)}`

/** Paths and tags, summed over all targets. */
export const pathCount = ({ items, spec }: Plan): number => items.length * spec.targetIds.length

const priceOf = (plan: Plan): string => {
  const { listPricePerItem } = plan.capabilities
  return listPricePerItem === 0 ? '' : `; list price $${((pathCount(plan) * listPricePerItem) / 1_000).toFixed(3)}`
}

const widenedTo = ({ items, to }: Widened): string => `${counted(items, 'item')} widened to ${listedInShort(to.map(excerpt), to.length)}`

/** What is invalidated without having been requested. Users must see it: they may want other items or a larger budget. */
const wideningOf = ({ coarsened, widened, isExact, spec, capabilities }: Plan): string => {
  const byCdn = coarsened && `; ${widenedTo(coarsened)}, since ${capabilities.name} has wildcards for whole folders only`
  const byBudget = widened && `; ${widenedTo(widened)} to keep to maxPaths ${spec.maxPaths}`
  const nearBest = isExact ? '' : '; wildcards near the best ones, since the exact search would take too long'
  return `${byCdn ?? ''}${byBudget ?? ''}${nearBest}`
}

/** Items that look like a mistake. */
const doubtsOf = ({ spec: { doubts } }: Plan): string => {
  if (doubts.count === 0) return ''
  const named = doubts.first.map(({ text, doubt }) => `${text} (${describeDoubt(doubt)})`)
  return `; taken literally: ${listedInShort(named, doubts.count)}`
}

/** How many changed files the paths stand for, and how many unchanged ones are flushed with them. */
const changeSetOf = ({ changeSet }: Plan): string => {
  switch (changeSet?._tag) {
    case undefined:
      return ''
    case 'Compared':
      return ` for ${counted(changeSet.files, 'changed file')}; ${changeSet.unchangedFlushed} unchanged flushed`
    case 'Unknown':
      return `; invalidating everything: ${changeSet.why}`
  }
}

const requested = (plan: Plan, refused = ''): string =>
  `${itemsOf(plan)} ${placeOf(plan)}${changeSetOf(plan)}${wideningOf(plan)}${refused}${doubtsOf(plan)}${priceOf(plan)}`

const nothing = (plan: Plan): string => {
  const why = plan.changeSet?._tag === 'Compared' ? ': no selected file changed since this action last succeeded' : ''
  return `Nothing to invalidate ${placeOf(plan)}${why}`
}

/** The summary of a dry run, in one line. */
export const dryRunSummary = (plan: Plan): string =>
  plan.items.length === 0 ? nothing(plan) : `Dry run, nothing was created: ${requested(plan)}`

const stateOfIncomplete = ({ spec, capabilities }: Plan): string => {
  if (capabilities.completion === undefined) return 'accepted'
  return spec.waitForCompletion ? `still in progress after ${counted(spec.timeoutMinutes, 'minute')}` : 'in progress'
}

/** If the CDN does not report completion, an invalidation may be in progress or complete. All that is known is that it was accepted. */
const stateOf = (plan: Plan, created: number, completed: number): string => {
  if (created === completed) return 'completed'
  const state = stateOfIncomplete(plan)
  return completed === 0 ? state : `${state} (${completed} completed)`
}

/** Items for which a wildcard was sent, because the CDN refuses them. Tokens may have had no room for all of them. */
const refusedOf = (plan: Plan, outcomes: ReadonlyArray<TargetOutcome>): string => {
  const places = new Set(outcomes.flatMap(({ widened }) => widened.places))
  const count = Math.max(places.size, ...outcomes.map(({ widened }) => widened.count))
  if (count === 0) return ''
  const to = minimise([...places].flatMap(place => itemAt(plan, place) ?? []).flatMap(item => widerThan(plan, item) ?? []))
  const wildcards = to.length === 0 ? '' : ` to ${listedInShort(to.map(excerpt), to.length)}`
  return `; ${counted(count, 'item')} widened${wildcards}, since ${plan.capabilities.name} refuses ${count === 1 ? 'it' : 'them'}`
}

const total = (outcomes: ReadonlyArray<TargetOutcome>, countIn: (outcome: TargetOutcome) => number): number =>
  outcomes.reduce((sum, outcome) => sum + countIn(outcome), 0)

/** Invalidations whose ids are known, or were known to an earlier invocation. */
const identifiedOf = (plan: Plan, outcomes: ReadonlyArray<TargetOutcome>, created: number): string => {
  const ids = outcomes.flatMap(outcome => outcome.ids)
  const state = stateOf(
    plan,
    created,
    total(outcomes, ({ completed }) => completed),
  )
  return created === 0 ? '' : `; ${created === 1 ? 'invalidation' : 'invalidations'} ${listedInShort(ids, created)} ${state}`
}

const denialOf = (failure: CdnFailure | undefined): string =>
  failure !== undefined && 'permission' in failure ? `: ${failure.permission} is denied` : ''

/** Invalidations whose ids are unknown. A job that waits says why it cannot observe them. */
const unidentifiedOf = ({ spec }: Plan, outcomes: ReadonlyArray<TargetOutcome>, count: number): string => {
  if (count === 0) return ''
  const failure = outcomes.map(({ unidentified }) => unidentified.failure).find(found => found !== undefined)
  const unknown = spec.waitForCompletion ? `id and status unknown${denialOf(failure)}` : 'id unknown'
  return `; ${counted(count, 'invalidation')} that an earlier attempt created (${unknown})`
}

/** The summary of a plan that was carried out, in one line. */
export const summary = (plan: Plan, outcomes: ReadonlyArray<TargetOutcome>): string => {
  if (plan.items.length === 0) return nothing(plan)
  const unidentified = total(outcomes, outcome => outcome.unidentified.count)
  const identified = total(outcomes, ({ created }) => created) - unidentified
  return `${requested(plan, refusedOf(plan, outcomes))}${identifiedOf(plan, outcomes, identified)}${unidentifiedOf(plan, outcomes, unidentified)}`
}

/** What it cost to wait for completion, in a clause that follows the summary; empty if the job did not wait or minutes are free. */
export const waitSummary = ({ spec, items }: Plan, milliseconds: number, minute: CiCapabilities['minute']): string => {
  if (!spec.waitForCompletion || items.length === 0 || minute === undefined) return ''
  const started = Math.max(1, Math.ceil(milliseconds / 60_000))
  return `; waited ${counted(started, 'minute')} ($${((started * minute.listPrice) / 1_000).toFixed(3)} ${minute.where})`
}
