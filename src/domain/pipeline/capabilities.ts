import type { VariableRules } from '../items/unmeant.ts'

/** The CI system's rule for a kind of name. */
export interface NameRule {
  readonly pattern: RegExp
  /** The pattern in words, such as "up to 100 letters and digits". */
  readonly allowed: string
}

/** Everything that the program has to know about a CI system. */
export interface CiCapabilities {
  /** The name that users know it by. */
  readonly name: string
  /** Characters in a message or summary that it shows, at most. */
  readonly maxMessageLength: number
  /** How a later invocation continues a job; `undefined` if the first has to answer it. */
  readonly continuation:
    | {
        /** Characters in a token, at most. */
        readonly maxTokenLength: number
        /** Targets in a job, at most, so that their progress always fits into a token. */
        readonly maxTargets: number
      }
    | undefined
  /** Minutes that a job may take, continuations included. */
  readonly maxMinutes: number
  /** What a started minute of a job costs, such as 2 thousandths of a dollar "in a V2 pipeline"; `undefined` if nothing. */
  readonly minute: { readonly listPrice: number; readonly where: string } | undefined
  /** The names in its artifacts and history; `undefined` if it keeps neither. */
  readonly keeps: { readonly artifactName: NameRule; readonly actionName: NameRule } | undefined
  /** The variables that it replaces in parameters; `undefined` if it has none. */
  readonly variables: VariableRules | undefined
  /** Whether it tracks jobs by id and accepts one final answer to each. */
  readonly tracksJobs: boolean
  /** Terms that messages use. */
  readonly terms: {
    /** Its name for the parameters of a job. */
    readonly parameters: string
    /** Where users correct them, such as "in the action". */
    readonly correctIn: string
    /** A sentence on what else can break the JSON of the parameters; may be empty. */
    readonly jsonHint: string
  }
}
