import * as E from 'fp-ts/lib/Either.js'
import type { Answer } from '../../domain/job/answer.ts'
import type { ReportFailure } from '../../domain/job/report-failure.ts'
import type { CiCapabilities } from '../../domain/pipeline/capabilities.ts'
import type { JobReporter } from '../../ports/job-reporter.ts'
import { fakeCiCapabilities } from './capabilities.ts'
import type { MemoryClock } from './clock.ts'
import { type Unreliable, unreliable } from './misbehaviour.ts'

/** A CI system that only remembers, with a look inside. A job takes one answer. */
export interface MemoryReporter extends JobReporter, Pick<Unreliable<ReportFailure>, 'calls' | 'misbehave'> {
  readonly answers: ReadonlyMap<string, Answer>
  /** Makes another job known, which waits for its answer. */
  readonly offer: (jobId: string) => void
}

/** `jobIds` are those that wait for an answer. */
export const memoryReporter = (
  clock: MemoryClock,
  jobIds: ReadonlyArray<string>,
  capabilities: Partial<CiCapabilities> = {},
): MemoryReporter => {
  const known = new Set(jobIds)
  const answers = new Map<string, Answer>()
  const { call, calls, misbehave } = unreliable<ReportFailure>(clock, reason => ({ _tag: 'ReporterUnavailable', reason }))

  const settle = (jobId: string, answer: Answer): E.Either<ReportFailure, void> => {
    if (!known.has(jobId)) return E.left({ _tag: 'JobUnknown' })
    if (answers.has(jobId)) return E.left({ _tag: 'JobAlreadySettled' })
    answers.set(jobId, answer)
    return E.right(undefined)
  }

  return {
    capabilities: { ...fakeCiCapabilities, ...capabilities },
    report: (jobId, answer, within) => call(within, () => settle(jobId, answer)),
    answers,
    calls,
    misbehave,
    offer: jobId => void known.add(jobId),
  }
}
