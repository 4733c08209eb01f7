import type { TaskEither } from 'fp-ts/lib/TaskEither.js'
import type { ActionInput, Baseline } from '../domain/pipeline/history.ts'
import type { HistoryFailure } from '../domain/pipeline/history-failure.ts'

/** What the CI system remembers of an action. */
export interface ActionHistory {
  /**
   * The artifact of this name that the action last succeeded with, or `undefined` where there is none that can be relied on
   * (`baselineOf` tells when). Ends within so many milliseconds, if need be with `HistoryUnavailable`; never retries by itself.
   */
  readonly lastSuccess: (input: ActionInput, within: number) => TaskEither<HistoryFailure, Baseline | undefined>
}
