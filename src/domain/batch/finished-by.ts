import { type Item, isWildcard, prefixOf } from '../items/item.ts'
import { prefixAmong } from '../items/sorted.ts'
import type { Answer } from '../job/answer.ts'
import type { BatchJob } from './batch.ts'

/** Whether a path is invalidated by at least one of the items of a plan. */
const coveredBy = (items: ReadonlyArray<Item>): ((path: Item) => boolean) => {
  const exact = new Set(items)
  const prefixes = items.filter(isWildcard).map(prefixOf).sort()
  return path => exact.has(path) || prefixAmong(prefixes, path) !== undefined
}

/** The messages that have all they want of a job, by the answer to it. */
export const finishedBy = ({ pathsByMessage }: BatchJob, answer: Answer): ReadonlyArray<string> => {
  if (answer._tag === 'Success') return [...pathsByMessage.keys()]
  const isSubmitted = coveredBy(answer.submitted?.() ?? [])
  return [...pathsByMessage].flatMap(([messageId, paths]) => (paths.every(isSubmitted) ? [messageId] : []))
}
