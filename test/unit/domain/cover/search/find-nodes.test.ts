import { expect } from 'chai'
import { costModelOf as reachModelOf } from '../../../../../src/domain/cover/cover-items.ts'
import { costModelOf } from '../../../../../src/domain/cover/least-collateral-cover.ts'
import type { Budget } from '../../../../../src/domain/cover/search/cost-model.ts'
import { findIfFit, findWithinBudget } from '../../../../../src/domain/cover/search/find-nodes.ts'
import { keysOf } from '../../../../../src/domain/cover/search/keys.ts'
import { problemOf } from '../../../../../src/domain/cover/search/problem.ts'
import { trieOf } from '../../../../../src/domain/cover/search/trie.ts'
import { unchangedOf } from '../../../../../src/domain/cover/search/unchanged.ts'
import { makeWork } from '../../../../../src/domain/cover/search/work.ts'
import { item } from '../../../../support/builders/arbitraries.ts'

/** Spreads consecutive numbers over a range, the same way in every run. */
const scattered = (index: number, range: number): number => (index * 7_919 + Math.floor(index / 7) * 104_729) % range

const listOf = (count: number, pathOf: (index: number) => string): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, at) => pathOf(at))

const inFolders = (index: number): string => `/${scattered(index, 5)}/${scattered(index, 13)}/${scattered(index, 97)}x${index}`
const deep = (index: number): string => `/${'a/'.repeat(scattered(index, 60))}${index}`
const binary = (index: number): string => `/${scattered(index, 65_536).toString(2)}`
const sometimesWild = (index: number): string => `${inFolders(index)}${index % 9 === 0 ? '*' : ''}`

interface Searched {
  readonly spent: number
  readonly isExact: boolean
  /** The wildcards of the cover, and the first component of their cost. */
  readonly wildcards: number
  readonly cost: number
}

const search = (
  changed: ReadonlyArray<string>,
  unchanged: ReadonlyArray<string> | undefined,
  budget: Budget,
  maxWork: number,
): Searched => {
  const keys = keysOf(changed.map(item))
  const trie = trieOf(keys.texts, 'character')
  const costModel = unchanged ? costModelOf(trie, keys, unchangedOf(keys, unchanged, [])) : reachModelOf(trie, keys, budget)
  const problem = problemOf(trie, keys, costModel, budget)
  const work = makeWork(maxWork)
  const { nodes, isExact } = trie.keys <= budget.paths ? findIfFit(problem, work) : findWithinBudget(problem, keys, work)
  const cost = nodes.reduce((sum, node) => sum + (costModel.nodeCosts[node * costModel.size] ?? 0), 0)
  return { spent: work.spent(), isExact, wildcards: nodes.length, cost }
}

const siblings = (paths: ReadonlyArray<string>, every: number): ReadonlyArray<string> =>
  paths.flatMap((path, index) =>
    index % every === 0 ? [`${path.replace('*', '')}~`, `${path.slice(0, path.lastIndexOf('/') + 1)}~${index}`] : [],
  )

/** Wildcards, and the first component of their cost. */
type Result = readonly [number, number]

/**
 * Files, every how many of which have unchanged siblings (0: the unchanged files are unknown), the budget, the work of an exact search,
 * and the results with and without it.
 */
const searches: ReadonlyArray<readonly [string, ReadonlyArray<string>, number, Budget, number, Result, Result]> = [
  ['folders', listOf(400, inFolders), 2, { paths: 60, wildcards: 15 }, 176_546, [15, 333], [10, 374]],
  ['folders, as many wildcards as paths', listOf(400, inFolders), 3, { paths: 30, wildcards: 30 }, 16_874, [14, 244], [30, 264]],
  ['folders, many wildcards', listOf(400, inFolders), 2, { paths: 90, wildcards: 40 }, 314_273, [29, 293], [37, 302]],
  ['folders that fit', listOf(120, inFolders), 2, { paths: 120, wildcards: 15 }, 2_817, [10, 0], [0, 0]],
  ['given wildcards', listOf(300, sometimesWild), 2, { paths: 60, wildcards: 20 }, 265_011, [15, 221], [8, 232]],
  ['deep folders', listOf(300, deep), 2, { paths: 50, wildcards: 15 }, 19_336, [14, 241], [12, 242]],
  ['random names', listOf(300, binary), 1, { paths: 40, wildcards: 15 }, 45_052, [3, 264], [1, 299]],
  [
    'folders by reach',
    listOf(400, inFolders),
    0,
    { paths: 60, wildcards: 15 },
    258_680,
    [10, 70_394_513_981_440],
    [10, 70_458_938_490_880],
  ],
  [
    'given wildcards by reach',
    listOf(200, sometimesWild),
    0,
    { paths: 60, wildcards: 20 },
    62_462,
    [20, 81_518_655_960],
    [17, 81_996_495_777],
  ],
  ['deep folders, many wildcards', listOf(300, deep), 1, { paths: 60, wildcards: 33 }, 18_850, [17, 473], [28, 473]],
  ['deep folders by reach', listOf(200, deep), 0, { paths: 50, wildcards: 15 }, 8158, [2, 0], [2, 0]],
]

describe('The search for a cover', () => {
  for (const [what, changed, every, budget, work, exact, approximate] of searches) {
    const unchanged = every === 0 ? undefined : siblings(changed, every)
    const found = (maxWork: number) => search(changed, unchanged, budget, maxWork)

    it(`takes ${work} units of work for ${what}`, () => {
      expect(found(work)).to.deep.equal({ spent: work, isExact: true, wildcards: exact[0], cost: exact[1] })
    })

    it(`stops if ${what} would take more work than the limit`, () => {
      expect(found(work - 1)).to.deep.include({ isExact: false, wildcards: approximate[0], cost: approximate[1] })
      const { spent } = found(work / 2)
      expect(spent).to.be.within(work / 2, 0.9 * work)
    })
  }
})
