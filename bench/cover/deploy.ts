/** One deploy of a site: what has to be flushed, and what did not change. Encoded paths. */
export interface Deploy {
  readonly name: string
  /** Where the files come from, in a few words. */
  readonly description: string
  readonly changed: ReadonlyArray<string>
  readonly unchanged: ReadonlyArray<string>
}
