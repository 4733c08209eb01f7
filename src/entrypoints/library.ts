/**
 * The public library: choosing paths by CloudFront's rules. No I/O, no SDK, and plain objects as results. Everything else is
 * internal and may change in any version.
 */
import * as E from 'fp-ts/lib/Either.js'
import { flow } from 'fp-ts/lib/function.js'
import { capabilities } from '../adapters/cloudfront/capabilities.ts'
import type { NoCover } from '../domain/cover/cover.ts'
import { coverItems as cover } from '../domain/cover/cover-items.ts'
import { type Cover, type CoverTask, leastCollateralCover as leastCover } from '../domain/cover/least-collateral-cover.ts'
import type { Item } from '../domain/items/item.ts'
import { minimise as minimal } from '../domain/items/minimise.ts'
import { readItem as read } from '../domain/items/read-item.ts'

export type { Cover, CoverTask, Item, NoCover }

/** A value, or the reason why there is none. */
export type Result<Value, Problem> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: Problem }

const resultOf = <Problem, Value>(either: E.Either<Problem, Value>): Result<Value, Problem> =>
  E.isRight(either) ? { ok: true, value: either.right } : { ok: false, error: either.left }

/**
 * Reads a path, a wildcard or a `#tag`. Adds a missing leading `/` and encodes the path. The error is a sentence that says what is
 * wrong and, if possible, suggests a path that CloudFront accepts.
 */
export const readItem: (text: string) => Result<Item, string> = flow(read(capabilities), resultOf)

/** Removes duplicates, and items that a wildcard among them covers. Sorted. */
export const minimise = (items: ReadonlyArray<Item>): ReadonlyArray<Item> => minimal(items, capabilities.tags)

/**
 * Merges paths and wildcards into at most `maxPaths` items, at most `maxWildcards` of them wildcards, so that the wildcards match as
 * little as possible. Fails only if the items do not fit and no wildcard is allowed. Do not pass tags.
 */
export const coverItems: (items: ReadonlyArray<Item>, maxPaths: number, maxWildcards: number) => Result<ReadonlyArray<Item>, NoCover> =
  flow(cover, resultOf)

/**
 * Finds the paths and wildcards within a budget that flush everything that changed and as little as possible of the rest: first the
 * fewest protected paths, then the fewest unchanged ones.
 */
export const leastCollateralCover: (task: CoverTask) => Result<Cover, NoCover> = task => resultOf(leastCover(task))
