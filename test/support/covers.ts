import fc from 'fast-check'
import { type Item, isWildcard, prefixOf } from '../../src/domain/items/item.ts'
import { minimise } from '../../src/domain/items/minimise.ts'
import { item } from './arbitraries.ts'

/** Encoded paths of few characters, so that many begin alike, are the beginning of others, or break in an encoded character. */
const encoded = fc
  .tuple(
    fc.constantFrom('/', '/', '/a', '/ab', '/%20', '/%21'),
    fc.string({ unit: fc.constantFrom('a', 'a', 'b', 'b', '/', '%20', '%21', '%C3%A4', '%C3%A5', '!'), maxLength: 3 }),
  )
  .map(([start, end]) => start + end)

export const somePath: fc.Arbitrary<Item> = encoded.map(item)

/** Mostly paths; a wildcard among them from time to time. */
export const somePattern: fc.Arbitrary<Item> = fc
  .tuple(encoded, fc.constantFrom('', '', '', '', '*'))
  .map(([text, star]) => item(text + star))

/** Folders that are alike in all but their names, so that many covers of them are equally good. */
export const twins: fc.Arbitrary<ReadonlyArray<Item>> = fc
  .subarray(['/a/1', '/a/2', '/a/3', '/b/1', '/b/2', '/b/3', '/c', '/c/1', '/c/2', '/c/x/*', '/d/1', '/d/2', '/d/x/*'], { maxLength: 7 })
  .map(paths => paths.map(item))

/** Files beside those of `twins`. */
export const besideTwins: fc.Arbitrary<ReadonlyArray<Item>> = fc
  .subarray(['/', '/a/y', '/a/z', '/b/y', '/b/z', '/c/y', '/d/y', '/cc', '/e'], { minLength: 3 })
  .map(paths => paths.map(item))

/** Runs of a comparison with brute force: more than of others, since only few cases are awkward. */
export const oracleRuns = { numRuns: Math.max(2_000, fc.readConfigureGlobal().numRuns ?? 0) }

/** Whether a path or wildcard flushes a path. */
export const flushes = (pattern: Item, path: string): boolean =>
  isWildcard(pattern) ? path.startsWith(prefixOf(pattern)) : path === pattern

/** Whether a path or wildcard flushes all that another does. */
export const covers = (pattern: Item, other: Item): boolean =>
  isWildcard(other) ? isWildcard(pattern) && other.startsWith(prefixOf(pattern)) : flushes(pattern, other)

/** What a wildcard must not end inside of: a character of several bytes, a single byte, a character as it is. */
const tokens = /%[C-F].(?:%[89AB].)+|%..|./g

/** Every wildcard that covers a path: it may end at any character, but inside of no encoded one. */
const wildcardsOver = (path: Item): ReadonlyArray<Item> => {
  const characters = (isWildcard(path) ? prefixOf(path) : path).match(tokens) ?? []
  return characters.map((_, index) => `${characters.slice(0, index + 1).join('')}*` as Item)
}

/** Every set of paths that covers all keys, made of keys and wildcards over them, within a budget. */
export function* everyCover(changed: ReadonlyArray<Item>, paths: number, wildcards: number): Generator<ReadonlyArray<Item>> {
  const keys = minimise(changed)
  function* complete(chosen: ReadonlyArray<Item>): Generator<ReadonlyArray<Item>> {
    const due = keys.find(key => !chosen.some(pattern => covers(pattern, key)))
    if (due === undefined) yield chosen
    else if (chosen.length < paths)
      for (const next of new Set([due, ...wildcardsOver(due)])) {
        const more = [...chosen, next]
        if (more.filter(isWildcard).length <= wildcards) yield* complete(more)
      }
  }
  yield* complete([])
}

const narrowness = (pattern: Item): number => (isWildcard(pattern) ? prefixOf(pattern).length : Number.POSITIVE_INFINITY)

/** Of two covers that are alike in all else, the better one is narrower where they first differ. */
const byFirstDifference = (changed: ReadonlyArray<Item>, one: ReadonlyArray<Item>, other: ReadonlyArray<Item>): number => {
  const byText = (key: Item): string => (isWildcard(key) ? prefixOf(key) : key)
  const keys = [...minimise(changed)].sort((a, b) => (byText(a) < byText(b) ? -1 : 1))
  for (const key of keys) {
    const [here, there] = [one, other].map(cover => cover.find(pattern => covers(pattern, key)) ?? key)
    if (here !== undefined && there !== undefined && here !== there) return narrowness(there) - narrowness(here)
  }
  return 0
}

/** The first of some covers by a list of numbers for each, of which less is better, and by the first difference after all. */
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

/** Lists that are often as long as they may be. */
export const fullLists = <A>(of: fc.Arbitrary<A>, maxLength: number): fc.Arbitrary<ReadonlyArray<A>> =>
  fc.array(of, { maxLength, size: 'max' })

/** The same entries in another order, some of them twice. */
export const shuffledAndRepeated = <A>(list: ReadonlyArray<A>): fc.Arbitrary<ReadonlyArray<A>> =>
  fc.subarray([...list]).chain(some => fc.shuffledSubarray([...list, ...some], { minLength: list.length + some.length }))

/** Least costs by wildcards and paths, `w/p`. */
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

/** The least cost of a cover, and how many paths it takes: token by token, without dropping anything early. */
export const leastCosts = (
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
  const least = Math.min(...all.map(([, cost]) => cost))
  return [least, Math.min(...all.filter(([, cost]) => cost === least).map(([at]) => Number(at.split('/')[1])))]
}
