/**
 * What is to be least. A cost is a list of numbers: costs add up number by number, and compare by the first number in
 * which they differ. That keeps orders exact for which no single number is large enough.
 */
export interface CostModel {
  /** Numbers in a cost. */
  readonly size: number
  /** So many of them count before the number of paths does; the others after it. */
  readonly leading: number
  /** The cost of a wildcard at each node of the trie, one after the other. */
  readonly nodeCosts: Float64Array
  /** The cost of each key that is sent as it is, likewise. */
  readonly keyCosts: Float64Array
}

/** At most so many paths, and at most so many wildcards among them. */
export interface Budget {
  readonly paths: number
  readonly wildcards: number
}
