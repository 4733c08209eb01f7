import { pipe } from 'fp-ts/lib/function.js'
import * as IO from 'fp-ts/lib/IO.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import * as T from 'fp-ts/lib/Task.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Batch, BatchJob } from '../domain/batch/batch.ts'
import { unfinishedMessages } from '../domain/batch/unfinished.ts'
import type { Answer } from '../domain/job/answer.ts'
import type { Instant } from '../domain/job/context.ts'
import { receivedEntries, traceOf } from './log-lines.ts'
import type { Ports } from './ports.ts'
import { runSpec } from './run-spec.ts'

type Answered = readonly [jobId: string, answer: Answer]

/** Runs one job of the batch; no answer if it failed. Nothing below should throw, but if a job does, the others are not affected. */
const runApart =
  (ports: Ports, deadline: Instant) =>
  ({ id, spec }: BatchJob): T.Task<ReadonlyArray<Answered>> =>
    pipe(
      TE.tryCatch(() => runSpec(ports)(id, spec, deadline)(), traceOf),
      TE.orElseFirstIOK(error => ports.log({ _tag: 'UnexpectedError', jobId: id, error })),
      T.map(RA.fromEither),
      T.map(RA.chain(RA.fromEither)),
      T.map(RA.map((answer): Answered => [id, answer])),
    )

/**
 * Runs the jobs of a batch concurrently and independently. Returns the ids of the unfinished messages, which must be redelivered.
 * The runtime ends the invocation at `deadline`.
 */
export const runBatch =
  (ports: Ports) =>
  (batch: Batch, deadline: Instant): T.Task<ReadonlyArray<string>> =>
    pipe(
      T.fromIO(IO.traverseArray(ports.log)(receivedEntries(batch))),
      T.flatMap(() => T.traverseArray(runApart(ports, deadline))(batch.jobs)),
      T.map(answers => unfinishedMessages(batch, new Map(answers.flat()))),
      T.tapIO(({ length }) => ports.log({ _tag: 'MessagesReturned', messages: length, of: batch.messages.length })),
    )
