import { existsSync, readFileSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import { leastCollateralCover } from '../../src/domain/cover/least-collateral-cover.ts'
import { type Item, isWildcard } from '../../src/domain/items/item.ts'

/** What a process found and used that did nothing else: what a function pays that does this once. */
export interface Measured {
  readonly paths: number
  readonly wildcards: number
  readonly flushed: number
  readonly milliseconds: number
  /** Peak memory of the process in MB, as the system counts it; and before the cover was looked for. */
  readonly peak: number
  readonly before: number
}

const kilobyte = 1_024

/** Linux counts it anew for each program; what `resourceUsage` says there may be the parent's. */
const peakMemory = (): number => {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'latin1') : ''
  return Math.round(Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS) / kilobyte)
}

/** Reads the files of a deploy, one path a line, and covers them. */
export const measure = (changedFile: string, unchangedFile: string, maxPaths: number, maxWildcards: number): Measured => {
  const lines = (file: string): ReadonlyArray<string> => readFileSync(file, 'latin1').split('\n')
  const changed = lines(changedFile) as ReadonlyArray<Item>
  const unchanged = lines(unchangedFile)
  const before = peakMemory()
  const startedAt = performance.now()
  const cover = leastCollateralCover({ changed, unchanged, maxPaths, maxWildcards })
  const milliseconds = performance.now() - startedAt
  if (E.isLeft(cover)) throw new Error('there is a cover for every budget with a wildcard')
  const { paths, collateral } = cover.right
  return {
    paths: paths.length,
    wildcards: paths.filter(isWildcard).length,
    flushed: collateral.unchanged,
    milliseconds,
    peak: peakMemory(),
    before,
  }
}
