/** The most expensive input of one kind that is accepted, or the cheapest that is refused for its size. */
export interface WorstCase {
  readonly name: string
  /** The documented limits that bound the input. */
  readonly limit: string
  /** Builds the input, which is not measured. The returned function runs the code under test once; a promise is awaited. */
  readonly make: () => () => unknown
}
