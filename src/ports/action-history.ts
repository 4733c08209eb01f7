import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { ActionInput, Baseline } from '../domain/pipeline/history.ts'
import type { HistoryFailure } from '../domain/pipeline/history-failure.ts'

/** The CI system's record of earlier runs of an action. */
export interface ActionHistory {
  /**
   * The input artifact that the action last succeeded with; `undefined` if `baselineOf` finds no reliable one. Settles within
   * `within` milliseconds, with `HistoryUnavailable` on timeout. Never retries.
   */
  readonly lastSuccess: (input: ActionInput, within: number) => TaskEither<HistoryFailure, Baseline | undefined>
}
