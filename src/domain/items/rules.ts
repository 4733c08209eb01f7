import type { Item } from './item.ts'

/** What a path may hold, and how long it may be. Paths are in the canonical spelling of `Item`. */
export interface PathRules {
  /** What a path of this CDN cannot express, percent-encoded or not; `undefined` where it expresses everything. */
  readonly unsupported: { readonly pattern: RegExp; readonly reason: string } | undefined
  /** Characters in a path, at most. */
  readonly maxLength: number
  /** Paths that are not wildcards in one request, at most. */
  readonly maxPerRequest: number
  /** Whether `/A` and `/a` are two paths. */
  readonly caseSensitive: boolean
  /** How all query strings of a path are invalidated along with it; `undefined` where that is not possible. */
  readonly queryStrings: QueryStringRules | undefined
}

/** The items that invalidate a path together with all its query strings. */
export interface QueryStringRules {
  readonly ofFile: (path: Item) => ReadonlyArray<Item>
  readonly ofFolder: (path: Item) => ReadonlyArray<Item>
  /** Characters that these items have more than the path, at most. */
  readonly maxExtraLength: number
}

/** What a cache tag may be, without the `#` in front of it. */
export interface TagRules {
  /** Characters, at most. */
  readonly maxLength: number
  readonly pattern: RegExp
  /** Tags in one request, at most. */
  readonly maxPerRequest: number
  /** The pattern in words, after "may hold only". */
  readonly allowed: string
  readonly caseSensitive: boolean
}

/** What a wildcard may be. */
export interface WildcardRules {
  /** Whether its prefix may end at any character, or only at a `/`. */
  readonly granularity: 'character' | 'directory'
  /** Wildcards in one request, at most. */
  readonly maxPerRequest: number
}

/** What decides how an item is read. */
export interface ItemRules {
  /** What people call the CDN; messages name it. */
  readonly name: string
  readonly paths: PathRules
  /** `undefined` if the CDN has no cache tags. */
  readonly tags: TagRules | undefined
  /** `undefined` if the CDN has no wildcards; then none is offered. */
  readonly wildcards: WildcardRules | undefined
}

/** One spelling for all paths that the CDN does not tell apart. */
export const foldCase = (path: string, { caseSensitive }: PathRules): string => (caseSensitive ? path : path.toLowerCase())
