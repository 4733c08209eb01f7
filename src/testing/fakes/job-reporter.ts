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

const textOf = (answer: Answer): string => (answer._tag === 'Failure' ? answer.message : answer.summary)

const problemOf = (answer: Answer, { maxMessageLength, continuation }: CiCapabilities): string | undefined => {
  const { length } = textOf(answer)
  if (length === 0) return 'MessageEmpty'
  if (length > maxMessageLength) return 'MessageTooLong'
  if (answer._tag !== 'Continuation') return undefined
  if (continuation === undefined) return 'ContinuationUnknown'
  return answer.token.length > continuation.maxTokenLength ? 'TokenTooLong' : undefined
}

/** How a fake CI system differs from a plain one. */
export interface MemoryReporterOptions {
  /** The response to another answer for a job that has one: that it is settled (the default), none, or that there is no such job. */
  readonly secondReport?: 'refused' | 'accepted' | 'unknown'
}

/**
 * A CI system in memory that holds its callers to its capabilities: it rejects an answer that breaks what it declares. One that does
 * not track jobs takes any answer to any job. `jobIds` are those that wait for an answer.
 */
export const memoryReporter = (
  clock: MemoryClock,
  jobIds: ReadonlyArray<string>,
  declared: Partial<CiCapabilities> = {},
  { secondReport = 'refused' }: MemoryReporterOptions = {},
): MemoryReporter => {
  const capabilities: CiCapabilities = { ...fakeCiCapabilities, ...declared }
  const known = new Set(jobIds)
  const answers = new Map<string, Answer>()
  const { call, calls, misbehave } = unreliable<ReportFailure>(clock, reason => ({ _tag: 'ReporterUnavailable', reason }))

  const rejectionOf = (jobId: string, answer: Answer): ReportFailure | undefined => {
    if (!capabilities.tracksJobs) return undefined
    if (!known.has(jobId)) return { _tag: 'JobUnknown' }
    if (answers.has(jobId)) return secondReport === 'unknown' ? { _tag: 'JobUnknown' } : { _tag: 'JobAlreadySettled' }
    const problem = problemOf(answer, capabilities)
    return problem === undefined ? undefined : { _tag: 'ReportInvalid', code: problem }
  }

  const settle = (jobId: string, answer: Answer): E.Either<ReportFailure, void> => {
    if (capabilities.tracksJobs && secondReport === 'accepted' && answers.has(jobId)) return E.right(undefined)
    const rejection = rejectionOf(jobId, answer)
    if (rejection) return E.left(rejection)
    answers.set(jobId, answer)
    return E.right(undefined)
  }

  return {
    capabilities,
    report: (jobId, answer, within) => call(within, () => settle(jobId, answer)),
    answers,
    calls,
    misbehave,
    offer: jobId => void known.add(jobId),
  }
}
