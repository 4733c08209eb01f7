import type { Parameter } from '../codec/value.ts'
import type { PathRules, TagRules, WildcardRules } from '../items/rules.ts'

/** How an object is taken out of the cache: removed, or kept but revalidated before it is served again. */
export type Removal = 'remove' | 'revalidate'

/** What people call a target of this CDN, and how they name it and the caller in the parameters of a job. */
export interface CdnParameters {
  /** `distribution`, say. */
  readonly targetNoun: string
  readonly target: Parameter
  /** The host whose paths are invalidated; there exactly where a host is needed. */
  readonly host: Parameter | undefined
  /** Whom the CDN is called as, where it is not the program itself; `undefined` where that cannot be chosen. */
  readonly credentials: { readonly principal: Parameter; readonly qualifier: Parameter } | undefined
}

/** What a CDN is to this program: all that a plan has to know of it. */
export interface CdnCapabilities {
  /** What people call it. */
  readonly name: string
  readonly parameters: CdnParameters
  readonly paths: PathRules
  /** `undefined` where it has no cache tags. */
  readonly tags: TagRules | undefined
  /** `undefined` where it has no wildcards. */
  readonly wildcards: WildcardRules | undefined
  /** Whether it can invalidate everything by a request of its own, which `/*` then stands for. */
  readonly purgesEverything: boolean
  /** Whether paths, wildcards and tags may stand in one request. */
  readonly mixesKinds: boolean
  /** Paths and tags in one request, at most. */
  readonly maxItemsPerRequest: number
  /** Whether the same request with the same reference is carried out once, however often it is sent. */
  readonly idempotentByReference: boolean
  /** `undefined` where it does not tell when an invalidation is complete: accepted is then all that can be known. */
  readonly completion:
    | {
        /** Milliseconds that nearly all invalidations take. */
        readonly usual: number
        /** Characters in the id of an invalidation, at most. */
        readonly maxIdLength: number
      }
    | undefined
  /** List price of one path or tag, in thousandths of a US dollar; 0 where there is none. */
  readonly listPricePerItem: number
  /** The ways of removing an object that it has, the usual one first. */
  readonly removals: ReadonlyArray<Removal>
}
