/** Which names the CI system allows. */
export interface NameRule {
  readonly pattern: RegExp
  /** The pattern in words, such as "up to 100 letters and digits". */
  readonly allowed: string
}

/** What a CI system is to this program: all that a job has to know of it. */
export interface CiCapabilities {
  /** What people call it. */
  readonly name: string
  /** Characters in a message or summary that it shows, at most. */
  readonly maxMessageLength: number
  /** How a job is continued by a later invocation; `undefined` where it has to be answered by the first. */
  readonly continuation:
    | {
        /** Characters in a token, at most. */
        readonly maxTokenLength: number
        /** Targets whose state always fits into a token. */
        readonly maxTargets: number
      }
    | undefined
  /** Minutes that a job may take in all, continuations included. */
  readonly maxMinutes: number
  /** What it keeps of earlier runs; `undefined` where it has neither artifacts nor a history. */
  readonly keeps: { readonly artifactName: NameRule; readonly actionName: NameRule } | undefined
  /** Whether it knows its jobs, and takes one final answer to each. */
  readonly tracksJobs: boolean
  /** The words it uses. */
  readonly terms: {
    /** What it calls the parameters of a job. */
    readonly parameters: string
    /** Where they are corrected, such as "in the action". */
    readonly correctIn: string
    /** What else may break the JSON of the parameters; empty if nothing does. */
    readonly jsonHint: string
  }
}
