/** One deploy of a site: the paths to flush and the unchanged paths. All paths are encoded. */
export interface Deploy {
  readonly name: string
  /** A few words about the files. */
  readonly description: string
  readonly changed: ReadonlyArray<string>
  readonly unchanged: ReadonlyArray<string>
}
