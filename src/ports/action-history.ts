import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { ActionInput, Baseline } from '../domain/pipeline/history.ts'
import type { HistoryFailure } from '../domain/pipeline/history-failure.ts'

/** The CI system's record of earlier runs of an action. */
export interface ActionHistory {
  /**
   * The artifacts that may have been served since the action last succeeded, or why they are unknown: `baselineOf` of the whole history,
   * in whatever order the CI system lists it. Settles within `within` milliseconds, with `HistoryUnavailable` on timeout. Never retries.
   */
  readonly baseline: (input: ActionInput, within: number) => TaskEither<HistoryFailure, Baseline>
}
