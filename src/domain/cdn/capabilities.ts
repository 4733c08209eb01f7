/** What a CDN can do, so that a plan fits it. */
export interface Capabilities {
  /** What people call it. */
  readonly name: string
  /** Paths and tags in one request, at most. */
  readonly itemsPerRequest: number
  /** Wildcards among them, at most; 0 where the CDN has none. */
  readonly wildcardsPerRequest: number
  /** Whether it knows cache tags. */
  readonly tags: boolean
  /** Whether it tells when an invalidation is complete; where not, accepted is all that can be known. */
  readonly observesCompletion: boolean
  /** List price of one path or tag, in thousandths of a US dollar; 0 where there is none. */
  readonly listPricePerItem: number
}
