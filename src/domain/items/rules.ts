import type { Item } from './item.ts'

/** A CDN's rules for paths, in the canonical spelling of `Item`. */
export interface PathRules {
  /** What a path of this CDN cannot express, percent-encoded or not; `undefined` if it can express everything. */
  readonly unsupported: { readonly pattern: RegExp; readonly reason: string } | undefined
  /** Characters in a path, at most. */
  readonly maxLength: number
  /** Paths that are not wildcards in one request, at most. */
  readonly maxPerRequest: number
  /** Whether `/A` and `/a` are two paths. */
  readonly caseSensitive: boolean
  /** How to invalidate a path with all its query strings; `undefined` if the CDN cannot. */
  readonly queryStrings: QueryStringRules | undefined
}

/** The items that invalidate a path with all its query strings. */
export interface QueryStringRules {
  readonly ofFile: (path: Item) => ReadonlyArray<Item>
  readonly ofFolder: (path: Item) => ReadonlyArray<Item>
  /** Characters that these items add to the path, at most. */
  readonly maxExtraLength: number
}

/** A CDN's rules for cache tags, without the leading `#`. */
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
  /** The CDN's name, for messages. */
  readonly name: string
  readonly paths: PathRules
  /** `undefined` if the CDN has no cache tags. */
  readonly tags: TagRules | undefined
  /** `undefined` if the CDN has no wildcards; then none is offered. */
  readonly wildcards: WildcardRules | undefined
}

/** Gives paths that differ only in case the same spelling, if the CDN ignores case. */
export const foldCase = (path: string, { caseSensitive }: PathRules): string => (caseSensitive ? path : path.toLowerCase())
