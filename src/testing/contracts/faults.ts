import * as RR from 'fp-ts/lib/ReadonlyRecord.js'

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

/** Milliseconds for a call under this fault. */
export const timeFor = (fault: string): number => (fault === 'Hang' ? withinHang : within)

/** The faults that a table has, each with its value and the failure that is expected of it. */
export const faultsIn = <N extends string, T, F>(expected: Readonly<Record<N, T>>, table: FaultTable<never, NoInfer<N>, F>) =>
  RR.toEntries(expected).flatMap(([fault, tag]) => {
    const value: F | undefined = table[fault]
    return value === undefined ? [] : [{ fault, tag, value }]
  })
