import * as E from 'fp-ts/lib/Either.js'
import { baselineOf } from '../../domain/pipeline/baseline.ts'
import type { ActionInput, ActionRun, Baseline } from '../../domain/pipeline/history.ts'
import type { HistoryFailure } from '../../domain/pipeline/history-failure.ts'
import type { ActionHistory } from '../../ports/action-history.ts'
import type { MemoryClock } from './clock.ts'
import { type Unreliable, unreliable } from './misbehaviour.ts'

/** A history that a test writes. */
export interface MemoryHistory extends ActionHistory, Pick<Unreliable<HistoryFailure>, 'calls' | 'misbehave'> {
  readonly record: (pipeline: string, run: ActionRun) => void
}

/** How a fake history differs from a plain one, which lists every run in the order in which it was recorded. */
export interface MemoryHistoryOptions {
  readonly order?: 'as-recorded' | 'reversed'
  /** How many milliseconds it lags behind. */
  readonly lag?: number
  /** Whether runs that have not ended are listed. */
  readonly running?: 'listed' | 'not-listed'
}

/** A run as it was at a time. One without a start had started. */
const asOf = (time: number, run: ActionRun): ActionRun =>
  run.endedAt !== undefined && run.endedAt > time ? { ...run, status: 'InProgress', endedAt: undefined } : run

/** `pipelines` are those that exist. */
export const memoryHistory = (
  clock: MemoryClock,
  pipelines: ReadonlyArray<string>,
  { order = 'as-recorded', lag = 0, running = 'listed' }: MemoryHistoryOptions = {},
): MemoryHistory => {
  const runs = new Map<string, ActionRun[]>(pipelines.map(pipeline => [pipeline, []]))
  const { call, calls, misbehave } = unreliable<HistoryFailure>(clock, reason => ({ _tag: 'HistoryUnavailable', reason }))

  const listed = (known: ReadonlyArray<ActionRun>): ReadonlyArray<ActionRun> => {
    const time = clock.now() - lag
    const past = lag === 0 ? known : known.filter(({ startedAt = time }) => startedAt <= time).map(run => asOf(time, run))
    const shown = past.filter(({ status }) => running === 'listed' || status !== 'InProgress')
    return order === 'reversed' ? shown.toReversed() : shown
  }

  const find = (input: ActionInput): E.Either<HistoryFailure, Baseline> => {
    const known = runs.get(input.pipeline)
    return known === undefined
      ? E.left({ _tag: 'PipelineNotFound', pipeline: input.pipeline, where: 'in memory' })
      : E.right(baselineOf(input, listed(known)))
  }

  return {
    baseline: (input, within) => call(within, () => find(input)),
    record: (pipeline, run) => void runs.get(pipeline)?.push(run),
    calls,
    misbehave,
  }
}
