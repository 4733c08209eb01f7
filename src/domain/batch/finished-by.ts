import { type Item, isWildcard, prefixOf } from '../items/item.ts'
import { prefixAmong } from '../items/sorted.ts'
import type { Answer } from '../job/answer.ts'
import type { BatchJob } from './batch.ts'

/** Whether at least one of the items invalidates a path. */
const coveredBy = (items: ReadonlyArray<Item>): ((path: Item) => boolean) => {
  const exact = new Set(items)
  const prefixes = items.filter(isWildcard).map(prefixOf).sort()
  return path => exact.has(path) || prefixAmong(prefixes, path) !== undefined
}

/** The ids of the messages whose paths were all submitted, according to the answer. */
export const finishedBy = ({ pathsByMessage }: BatchJob, answer: Answer): ReadonlyArray<string> => {
  if (answer._tag === 'Success') return [...pathsByMessage.keys()]
  const isSubmitted = coveredBy(answer.submitted?.() ?? [])
  return [...pathsByMessage].flatMap(([messageId, paths]) => (paths.every(isSubmitted) ? [messageId] : []))
}
