import fc from 'fast-check'
import type { WildcardGranularity } from '../../../src/domain/cover/cover.ts'
import type { Cover, CoverTask } from '../../../src/domain/cover/least-collateral-cover.ts'
import { type Item, isWildcard, prefixOf } from '../../../src/domain/items/item.ts'
import { item } from '../builders/arbitraries.ts'
import { minimise } from '../by-cloudfront.ts'

/** Short encoded paths. Many share a prefix, are prefixes of others, or differ within an encoded character. */
const encoded = fc
  .tuple(
    fc.constantFrom('/', '/', '/a', '/ab', '/%20', '/%21'),
    fc.string({ unit: fc.constantFrom('a', 'a', 'b', 'b', '/', '%20', '%21', '%C3%A4', '%C3%A5', '!'), maxLength: 3 }),
  )
  .map(([start, end]) => start + end)

export const somePath: fc.Arbitrary<Item> = encoded.map(item)

const sometimesWild = (texts: fc.Arbitrary<string>): fc.Arbitrary<Item> =>
  fc.tuple(texts, fc.constantFrom('', '', '', '', '*')).map(([text, star]) => item(text + star))

/** Mostly paths; one in five is a wildcard. */
export const somePattern: fc.Arbitrary<Item> = sometimesWild(encoded)

/** Paths up to four folders deep. Some are also folders of other paths. */
const nested = fc
  .tuple(
    fc.array(fc.constantFrom('a', 'b', 'ab', '%20', 'a%2Fb'), { maxLength: 4 }),
    fc.constantFrom('', 'a', 'b', 'ab', '1', '%C3%A4', '%C3%A5'),
  )
  .map(([folders, name]) => ['', ...folders, name].join('/'))

export const nestedPath: fc.Arbitrary<Item> = nested.map(item)

/** Nested paths; one in five is a wildcard, which may end after any character. */
export const nestedPattern: fc.Arbitrary<Item> = sometimesWild(nested)

/** Every wildcard granularity. */
export const granularities: ReadonlyArray<WildcardGranularity> = ['character', 'directory']

export const someGranularity: fc.Arbitrary<WildcardGranularity> = fc.constantFrom(...granularities)

/** Whether the granularity allows a wildcard. */
export const isAllowed = (wildcard: Item, granularity: WildcardGranularity): boolean =>
  granularity === 'character' || wildcard.endsWith('/*')

/** Folders that differ only by name, so that many of their covers are equally good. */
export const twins: fc.Arbitrary<ReadonlyArray<Item>> = fc
  .oneof(
    fc.subarray(['/a/1', '/a/2', '/a/3', '/b/1', '/b/2', '/b/3', '/c', '/c/1', '/c/2', '/c/x/*', '/d/1', '/d/2', '/d/x/*'], {
      maxLength: 7,
    }),
    fc.subarray(['/aa1', '/aa2', '/ab1', '/ab2', '/ba1', '/ba2', '/bb1', '/bb2', '/c'], { minLength: 5, maxLength: 7 }),
  )
  .map(paths => paths.map(item))

/** Siblings of the files in `twins`. */
export const nextToTwins: fc.Arbitrary<ReadonlyArray<Item>> = fc
  .subarray(['/', '/a/y', '/a/z', '/b/y', '/b/z', '/c/y', '/d/y', '/cc', '/e'], { minLength: 3 })
  .map(paths => paths.map(item))

/** Runs of a comparison with brute force: twice the usual number, because few cases are difficult. */
export const oracleRuns = { numRuns: 2 * (fc.readConfigureGlobal().numRuns ?? 100) }

/** Whether a path or wildcard flushes a path. */
const flushes = (pattern: Item, path: string): boolean => (isWildcard(pattern) ? path.startsWith(prefixOf(pattern)) : path === pattern)

/** Whether a path or wildcard flushes everything that another one flushes. */
export const covers = (pattern: Item, other: Item): boolean =>
  isWildcard(other) ? isWildcard(pattern) && other.startsWith(prefixOf(pattern)) : flushes(pattern, other)

/** Counts the collateral of a cover path by path, as documented. */
export const collateralOf = ({ changed, unchanged, protect = [] }: CoverTask, cover: ReadonlyArray<Item>): Cover['collateral'] => {
  const isNeedless = (path: Item): boolean => !changed.some(key => covers(key, path))
  const existing = [...new Set(unchanged as ReadonlyArray<Item>)].filter(isNeedless)
  const patterns = minimise(protect).filter(pattern => isNeedless(pattern) && !existing.includes(pattern))
  const sum = { protected: 0, unchanged: 0 }
  for (const wildcard of cover.filter(isWildcard).filter(isNeedless)) {
    const flushed = existing.filter(path => flushes(wildcard, path))
    sum.unchanged += flushed.length
    sum.protected += flushed.filter(path => protect.some(pattern => flushes(pattern, path))).length
    sum.protected += patterns.filter(pattern => covers(wildcard, pattern) || covers(pattern, wildcard)).length
  }
  return sum
}

/** Units that a wildcard must not split: a multi-byte encoded character, any other encoded byte, a plain character. */
const tokens = /%[C-F].(?:%[89AB].)+|%..|./g

/** Every allowed wildcard that covers a path. None ends within an encoded character. */
const wildcardsOver = (path: Item, granularity: WildcardGranularity): ReadonlyArray<Item> => {
  const characters = (isWildcard(path) ? prefixOf(path) : path).match(tokens) ?? []
  return characters
    .map((_, index) => `${characters.slice(0, index + 1).join('')}*` as Item)
    .filter(wildcard => isAllowed(wildcard, granularity))
}

/** Every cover within a budget: all lists of keys, and of wildcards over keys, that cover every key. */
export function* everyCover(
  changed: ReadonlyArray<Item>,
  paths: number,
  wildcards: number,
  granularity: WildcardGranularity,
): Generator<ReadonlyArray<Item>> {
  const keys = minimise(changed)
  function* complete(chosen: ReadonlyArray<Item>): Generator<ReadonlyArray<Item>> {
    const due = keys.find(key => !chosen.some(pattern => covers(pattern, key)))
    if (due === undefined) yield chosen
    else if (chosen.length < paths)
      for (const next of new Set([due, ...wildcardsOver(due, granularity)])) {
        const more = [...chosen, next]
        if (more.filter(isWildcard).length <= wildcards) yield* complete(more)
      }
  }
  yield* complete([])
}

const narrowness = (pattern: Item): number => (isWildcard(pattern) ? prefixOf(pattern).length : Number.POSITIVE_INFINITY)

/** Breaks ties: the better cover is narrower at the first key that the two cover differently. */
const byFirstDifference = (changed: ReadonlyArray<Item>, one: ReadonlyArray<Item>, other: ReadonlyArray<Item>): number => {
  const byText = (key: Item): string => (isWildcard(key) ? prefixOf(key) : key)
  const keys = [...minimise(changed)].sort((a, b) => (byText(a) < byText(b) ? -1 : 1))
  for (const key of keys) {
    const [here, there] = [one, other].map(cover => cover.find(pattern => covers(pattern, key)) ?? key)
    if (here !== undefined && there !== undefined && here !== there) return narrowness(there) - narrowness(here)
  }
  return 0
}

/** The best of several covers: the one with the lowest numbers, compared in order, then by the first difference. */
export const bestOf = (
  changed: ReadonlyArray<Item>,
  candidates: Iterable<ReadonlyArray<Item>>,
  numbersOf: (cover: ReadonlyArray<Item>) => ReadonlyArray<number>,
): ReadonlyArray<Item> | undefined => {
  let best: { readonly cover: ReadonlyArray<Item>; readonly numbers: ReadonlyArray<number> } | undefined
  for (const cover of candidates) {
    const numbers = numbersOf(cover)
    const different = best && numbers.map((number, at) => number - (best?.numbers[at] ?? 0)).find(difference => difference !== 0)
    if (best === undefined || (different ?? byFirstDifference(changed, cover, best.cover)) < 0) best = { cover, numbers }
  }
  return best && [...best.cover].sort()
}

/** Lists that often have the maximum length. */
export const fullLists = <A>(of: fc.Arbitrary<A>, maxLength: number): fc.Arbitrary<ReadonlyArray<A>> =>
  fc.array(of, { maxLength, size: 'max' })

/** The same entries in another order, some of them repeated. */
export const shuffledAndRepeated = <A>(list: ReadonlyArray<A>): fc.Arbitrary<ReadonlyArray<A>> =>
  fc.subarray([...list]).chain(some => fc.shuffledSubarray([...list, ...some], { minLength: list.length + some.length }))

/** Minimum cost by number of wildcards and paths, keyed as `w/p`. */
type Costs = ReadonlyMap<string, number>

const together = (one: Costs, other: Costs, paths: number, wildcards: number): Costs => {
  const sums = new Map<string, number>()
  for (const [here, cost] of one) {
    for (const [there, more] of other) {
      const [w = 0, p = 0] = here.split('/').map(Number)
      const [v = 0, q = 0] = there.split('/').map(Number)
      if (w + v > wildcards || p + q > paths) continue
      const at = `${w + v}/${p + q}`
      sums.set(at, Math.min(cost + more, sums.get(at) ?? Number.POSITIVE_INFINITY))
    }
  }
  return sums
}

/** The minimum cost of a cover and the fewest paths at that cost, token by token and without pruning. An infinite cost forbids a wildcard. */
export const minimumCost = (
  changed: ReadonlyArray<Item>,
  paths: number,
  wildcards: number,
  costOf: (wildcard: Item) => number,
): readonly [number, number] => {
  const tokensOf = (key: Item): ReadonlyArray<string> => key.match(tokens) ?? []
  const cover = (keys: ReadonlyArray<Item>, depth: number): Costs => {
    const prefix = tokensOf(keys[0] ?? item('/'))
      .slice(0, depth)
      .join('')
    let costs: Costs = new Map([['0/0', 0]])
    for (const token of new Set(keys.map(key => tokensOf(key)[depth]))) {
      const group = keys.filter(key => tokensOf(key)[depth] === token)
      const ends = token === undefined ? new Map([['0/1', 0]]) : new Map([['1/1', 0]])
      costs = together(costs, token === undefined || token === '*' ? ends : cover(group, depth + 1), paths, wildcards)
    }
    const own = '1/1'
    const wildcard = depth > 0 && wildcards > 0 && paths > 0 ? costOf(`${prefix}*` as Item) : Number.POSITIVE_INFINITY
    return new Map([...costs, [own, Math.min(wildcard, costs.get(own) ?? Number.POSITIVE_INFINITY)]])
  }
  const all = [...(changed.length === 0 ? new Map([['0/0', 0]]) : cover(minimise(changed), 0))]
  const minimum = Math.min(...all.map(([, cost]) => cost))
  return [minimum, Math.min(...all.filter(([, cost]) => cost === minimum).map(([at]) => Number(at.split('/')[1])))]
}
