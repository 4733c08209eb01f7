import * as RR from 'fp-ts/lib/ReadonlyRecord.js'
import type { Task } from 'fp-ts/lib/Task.js'

/**
 * How the harness of a suite brings faults about: for each its own value, which it gets back through `arrange`. `Optional` are those
 * that not every system has; they are tested if they are there.
 */
export type FaultTable<Required extends string, Optional extends string, F> = {
  readonly [fault in Required]: F
} & { readonly [fault in Optional]?: F }

/** Milliseconds that a call may take. The first call of a client takes longer than the others. */
export const within = 2_000

/** Milliseconds that a call that hangs is given. */
export const withinHang = 200

/** Milliseconds that a call may take longer than it is given, because the machine may be busy. */
const grace = 1_000

/** The result of a call that is given this time. Fails the test if it takes longer: not every test runner has a time limit. */
export const inTime = async <A>(call: Task<A>, time: number): Promise<A> => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`a call was given ${time} ms, and has not ended after ${time + grace} ms`)), time + grace)
  })
  try {
    return await Promise.race([call(), late])
  } finally {
    clearTimeout(timer)
  }
}

/** Milliseconds for a call under this fault. */
export const timeFor = (fault: string): number => (fault === 'Hang' ? withinHang : within)

/** The faults that a table has, each with its value and the failure that is expected of it. */
export const faultsIn = <N extends string, T, F>(expected: Readonly<Record<N, T>>, table: FaultTable<never, NoInfer<N>, F>) =>
  RR.toEntries(expected).flatMap(([fault, tag]) => {
    const value: F | undefined = table[fault]
    return value === undefined ? [] : [{ fault, tag, value }]
  })
