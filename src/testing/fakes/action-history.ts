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

/** `pipelines` are those that exist. */
export const memoryHistory = (clock: MemoryClock, pipelines: ReadonlyArray<string>): MemoryHistory => {
  const runs = new Map<string, ActionRun[]>(pipelines.map(pipeline => [pipeline, []]))
  const { call, calls, misbehave } = unreliable<HistoryFailure>(clock, reason => ({ _tag: 'HistoryUnavailable', reason }))

  const find = (input: ActionInput): E.Either<HistoryFailure, Baseline> => {
    const known = runs.get(input.pipeline)
    return known === undefined
      ? E.left({ _tag: 'PipelineNotFound', pipeline: input.pipeline, where: 'in memory' })
      : E.right(baselineOf(input, known))
  }

  return {
    lastSuccess: (input, within) => call(within, () => find(input)),
    record: (pipeline, run) => void runs.get(pipeline)?.push(run),
    calls,
    misbehave,
  }
}
