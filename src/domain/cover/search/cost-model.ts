/**
 * What the search minimises. A cost is a vector: costs add up component by component, and compare lexicographically.
 * That keeps orders exact that do not fit into a single number.
 */
export interface CostModel {
  /** Components of a cost. */
  readonly size: number
  /** How many components compare before the number of paths does; the others compare after it. */
  readonly leading: number
  /** The costs of the nodes' wildcards, concatenated. */
  readonly nodeCosts: Float64Array
  /** The costs of the keys if they are sent as they are, concatenated. */
  readonly keyCosts: Float64Array
}

/** The most paths that a cover may have, and the most wildcards among them. */
export interface Budget {
  readonly paths: number
  readonly wildcards: number
}
