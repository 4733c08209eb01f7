import { narrowestCover } from '../../src/domain/cover/cover-items.ts'
import { leastCollateralCover } from '../../src/domain/cover/least-collateral-cover.ts'
import type { Item } from '../../src/domain/items/item.ts'
import { adverseDeploy } from '../cover/synthetic.ts'
import type { WorstCase } from './worst-case.ts'

const listOf = (count: number, pathOf: (index: number) => string): ReadonlyArray<Item> =>
  Array.from({ length: count }, (_, index) => pathOf(index) as Item)

/** Spreads consecutive numbers over a range, the same way in every run. */
const scattered = (index: number, range: number): number => (index * 7_919) % range

const items = (name: string, limit: string, maxPaths: number, make: () => ReadonlyArray<Item>): WorstCase => ({
  name: `items: ${name}`,
  limit,
  make: () => {
    const given = make()
    const wildcards = given.filter(item => item.endsWith('*')).length
    return () => narrowestCover(given, maxPaths, Math.max(15, wildcards))
  },
})

const files = (
  name: string,
  limit: string,
  maxPaths: number,
  make: () => ReadonlyArray<Item>,
  isChanged: (index: number) => boolean,
): WorstCase => ({
  name: `\`changed\`: ${name}`,
  limit,
  make: () => {
    const all = make()
    const changed = all.filter((_, index) => isChanged(index))
    const unchanged = all.filter((path, index) => !isChanged(index) && !path.endsWith('*'))
    const wildcards = changed.filter(path => path.endsWith('*')).length
    return () => leastCollateralCover({ changed, unchanged, maxPaths, maxWildcards: Math.max(15, wildcards) })
  },
})

/** A path of up to 4,000 characters whose folders are the digits of a number. */
const deep = (index: number): string => `/${'a/'.repeat(index % 2_000)}${index}`

/** The path of a file. Every fiftieth name has a `~`, so its path is a wildcard. */
const withTildes = (index: number): string =>
  `/section-${scattered(index, 97)}/${scattered(index, 23)}/page-${index}${index % 50 === 0 ? '*' : '.html'}`

/** Inputs that make the search for a cover expensive: it is stopped, and the cover is the best one known without it. */
export const cases: ReadonlyArray<WorstCase> = [
  items('200 wildcards and 20,000 paths', '`maxPaths` 3,000', 3_000, () => [
    ...listOf(200, index => `/w${index}/*`),
    ...listOf(20_000, index => `/p${scattered(index, 31)}/${scattered(index, 701)}/${index}.html`),
  ]),
  items('200 wildcards among 20,000 paths in the same folders', '`maxPaths` 3,000', 3_000, () => [
    ...listOf(200, index => `/s${index}/w*`),
    ...listOf(20_000, index => `/s${index % 200}/p/${index}`),
  ]),
  items('200,000 paths', '`maxPaths` 3,000', 3_000, () =>
    listOf(200_000, index => `/${scattered(index, 1_009).toString(36)}/${index.toString(2)}`),
  ),
  items('100,000 wildcards and 100,000 paths', '`maxPaths` 150,000', 150_000, () =>
    listOf(200_000, index => `/${scattered(index, 1_009)}/${index}x${index % 2 === 0 ? '*' : ''}`),
  ),
  items('8,000 nested folders', '32 MiB', 3_000, () => listOf(8_000, deep)),
  items('200,000 paths of 2,000 lengths', '32 MiB', 3_000, () => [
    ...listOf(2_000, index => `/x/${'a'.repeat(index)}`),
    ...listOf(198_000, index => `/${index}`),
  ]),
  files(
    '50,000 files, 10,000 changed, one name in fifty with a `~`',
    'no `maxPaths`',
    3_000,
    () => listOf(50_000, withTildes),
    index => scattered(index, 5) === 0,
  ),
  files(
    '400,000 files, half of them changed',
    'no `maxPaths`',
    3_000,
    () => listOf(400_000, index => `/${scattered(index, 1_009)}/${index}`),
    index => (index >> 3) % 2 === 0,
  ),
  files(
    'equal costs in 20,000 folders',
    'no `maxPaths`',
    3_000,
    () => listOf(80_000, index => `/${index >> 2}/${index % 4}`),
    index => index % 4 < 2,
  ),
  files(
    '8,000 nested folders',
    '32 MiB',
    3_000,
    () => listOf(8_000, deep),
    index => index % 3 !== 0,
  ),
  {
    name: '`changed`: random names of two letters, a tenth changed',
    limit: '400,000 files',
    make: () => {
      const { changed, unchanged } = adverseDeploy(400_000)
      return () => leastCollateralCover({ changed: changed as ReadonlyArray<Item>, unchanged, maxPaths: 3_000, maxWildcards: 15 })
    },
  },
]
