import type { Parameter } from '../codec/value.ts'
import type { PathRules, TagRules, WildcardRules } from '../items/rules.ts'

/** How the CDN invalidates an object: it removes it, or keeps it and revalidates it before it serves it again. */
export type Removal = 'remove' | 'revalidate'

/** The CDN's own parameters of a job. */
export interface CdnParameters {
  /** What users call a target, such as `zone`. */
  readonly targetNoun: string
  readonly target: Parameter
  /** The host whose paths are invalidated; `undefined` if the CDN needs none. Tags never need it. */
  readonly host: Parameter | undefined
  /** The identity for calls to the CDN; `undefined` if it cannot be chosen. */
  readonly credentials: { readonly principal: Parameter; readonly qualifier: Parameter } | undefined
}

/** All hosts of a target at once. */
export interface EveryHost {
  /** The host that stands for them. With it, only `/*` and tags can be invalidated. */
  readonly value: string
  /** Whether `/*` requires it, because the CDN cannot invalidate everything of one host. */
  readonly isRequired: boolean
}

/** Everything that the program has to know about a CDN. */
export interface CdnCapabilities {
  /** The name that users know it by. */
  readonly name: string
  readonly parameters: CdnParameters
  readonly paths: PathRules
  /** `undefined` if it has no cache tags. */
  readonly tags: TagRules | undefined
  /** `undefined` if it has no wildcards. */
  readonly wildcards: WildcardRules | undefined
  /** Whether it has a separate request that invalidates everything. The item `/*` then stands for it. */
  readonly purgesEverything: boolean
  /** Missing if a job always names one host, or none. */
  readonly everyHost?: EveryHost
  /** Whether one request may combine paths, wildcards and tags. */
  readonly mixesKinds: boolean
  /** Paths and tags in one request, at most. */
  readonly maxItemsPerRequest: number
  /** Whether it carries out a request only once, however often it is sent with the same reference. */
  readonly idempotentByReference: boolean
  /** `undefined` if it does not report when an invalidation is complete. */
  readonly completion:
    | {
        /** Milliseconds within which nearly all invalidations complete. */
        readonly usual: number
        /** Characters in the id of an invalidation, at most. */
        readonly maxIdLength: number
      }
    | undefined
  /** List price of one path or tag, in thousandths of a US dollar; 0 if free. */
  readonly listPricePerItem: number
  /** The methods that it supports, the default first. */
  readonly removals: ReadonlyArray<Removal>
}
