import { existsSync, readFileSync } from 'node:fs'
import * as E from 'fp-ts/lib/Either.js'
import { leastCollateralCover } from '../../src/domain/cover/least-collateral-cover.ts'
import { type Item, isWildcard } from '../../src/domain/items/item.ts'

/** The cover that a process found, and what it cost. The process does nothing else, so this is the cost in a function. */
export interface Measured {
  readonly paths: number
  readonly wildcards: number
  readonly flushed: number
  /** CPU time, of all threads. */
  readonly milliseconds: number
  /** Peak resident memory of the process in MB, in total and before the search for the cover. */
  readonly peak: number
  readonly before: number
}

const kilobyte = 1_024

/** In MB. On Linux, VmHWM counts only this program, while `resourceUsage` may include the parent's peak. */
const peakMemory = (): number => {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'latin1') : ''
  return Math.round(Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS) / kilobyte)
}

/** Reads the paths of a deploy, one per line, and covers them. */
export const measure = (changedFile: string, unchangedFile: string, maxPaths: number, maxWildcards: number): Measured => {
  const lines = (file: string): ReadonlyArray<string> => readFileSync(file, 'latin1').split('\n')
  const changed = lines(changedFile) as ReadonlyArray<Item>
  const unchanged = lines(unchangedFile)
  const before = peakMemory()
  const startedAt = process.cpuUsage()
  const cover = leastCollateralCover({ changed, unchanged, maxPaths, maxWildcards })
  const { user, system } = process.cpuUsage(startedAt)
  if (E.isLeft(cover)) throw new Error('Every budget with a wildcard has a cover.')
  const { paths, collateral } = cover.right
  return {
    paths: paths.length,
    wildcards: paths.filter(isWildcard).length,
    flushed: collateral.unchanged,
    milliseconds: (user + system) / 1_000,
    peak: peakMemory(),
    before,
  }
}
