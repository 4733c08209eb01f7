import type { Split } from './progress.ts'

/**
 * Items in the next part of a request that is sent in parts. The parts are those of repeated halving, and depend only on the request's
 * size and on what is done. So an invocation that continues the job, or repeats another, sends the same parts.
 */
export const partSize = ({ size, done, halvings }: Split): number => {
  let start = 0
  let length = size
  while (start < done) {
    const half = Math.ceil(length / 2)
    const isInFirstHalf = done < start + half
    start += isInFirstHalf ? 0 : half
    length = isInFirstHalf ? half : length - half
  }
  return Math.ceil(length / 2 ** halvings)
}

/** The state after a request or a part with this many items was rejected for its items. */
export const splitOnce = (before: Split | undefined, items: number): Split =>
  before === undefined ? { size: items, done: 0, halvings: 1 } : { ...before, halvings: before.halvings + 1 }

/** The state after a part with this many items is done; `undefined` at the end of the request. */
export const splitAfter = (before: Split | undefined, items: number): Split | undefined =>
  before === undefined || before.done + items >= before.size ? undefined : { size: before.size, done: before.done + items, halvings: 0 }
