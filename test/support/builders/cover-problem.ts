import type { WildcardGranularity } from '../../../src/domain/cover/cover.ts'
import { costModelOf as reachModelOf } from '../../../src/domain/cover/cover-items.ts'
import { costModelOf } from '../../../src/domain/cover/least-collateral-cover.ts'
import type { Budget } from '../../../src/domain/cover/search/cost-model.ts'
import { type Keys, keysOf } from '../../../src/domain/cover/search/keys.ts'
import type { ParetoTable } from '../../../src/domain/cover/search/pareto-table.ts'
import { type Problem, problemOf } from '../../../src/domain/cover/search/problem.ts'
import { trieOf } from '../../../src/domain/cover/search/trie.ts'
import { unchangedOf } from '../../../src/domain/cover/search/unchanged.ts'
import { item } from './arbitraries.ts'

interface GivenProblem {
  readonly changed: ReadonlyArray<string>
  /** Missing if the unchanged files are unknown, so that the reach counts. */
  readonly unchanged?: ReadonlyArray<string> | undefined
  readonly protect?: ReadonlyArray<string>
  readonly paths: number
  readonly wildcards: number
  readonly granularity?: WildcardGranularity
}

/** A problem of the search, and its keys. */
export const coverProblem = ({
  changed,
  unchanged,
  protect = [],
  granularity = 'character',
  ...budget
}: GivenProblem): { readonly keys: Keys; readonly problem: Problem } => {
  const keys = keysOf(changed.map(item))
  const trie = trieOf(keys.texts, granularity)
  const costModel = unchanged
    ? costModelOf(trie, keys, unchangedOf(keys, unchanged, protect.map(item)))
    : reachModelOf(trie, keys, budget satisfies Budget)
  return { keys, problem: problemOf(trie, keys, costModel, budget) }
}

/** The prefixes of nodes, sorted. */
export const prefixesOf = ({ texts }: Keys, { trie }: Problem, nodes: ReadonlyArray<number>): ReadonlyArray<string> =>
  nodes.map(node => texts[trie.first[node] ?? 0]?.slice(0, trie.depth[node]) ?? '').sort()

/** A cover of a table: wildcards, paths, cost, rank. Its backpointer is its place. */
export type TableRow = readonly [number, number, ReadonlyArray<number>, number]

/** A table of these covers. */
export const tableOf = (...rows: ReadonlyArray<TableRow>): ParetoTable => ({
  size: rows.length,
  wildcards: Int32Array.from(rows, row => row[0]),
  paths: Int32Array.from(rows, row => row[1]),
  cost: Float64Array.from(rows.flatMap(row => row[2])),
  rank: Int32Array.from(rows, row => row[3]),
  backpointer: Int32Array.from(rows.keys()),
})

/** The covers of a table. */
export const rowsOf = ({ size, wildcards, paths, cost, rank }: ParetoTable): ReadonlyArray<TableRow> =>
  Array.from({ length: size }, (_, at) => [
    wildcards[at] ?? -1,
    paths[at] ?? -1,
    [...cost.subarray((at * cost.length) / size, ((at + 1) * cost.length) / size)],
    rank[at] ?? -1,
  ])
