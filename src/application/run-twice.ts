import { pipe } from 'fp-ts/lib/function.js'
import * as T from 'fp-ts/lib/Task.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { Answer } from '../domain/job/answer.ts'
import type { ReportFailure } from '../domain/job/report-failure.ts'
import type { JobReporter } from '../ports/job-reporter.ts'
import type { Ports } from './ports.ts'
import { runSpec } from './run-spec.ts'

/** Whether a run sent something that a second one can send again. */
const isRepeatable = (answer: Answer): boolean => answer._tag === 'Success' && answer.status !== 'DryRun' && answer.status !== 'NothingToDo'

/** A reporter that delivers only the answers after which the job does not run again. */
const withoutRepeatable = (reporter: JobReporter): JobReporter => ({
  ...reporter,
  report: (jobId, answer, within) => (isRepeatable(answer) ? TE.right(undefined) : reporter.report(jobId, answer, within)),
})

/**
 * Runs a fully specified job like `runSpec`, and if that succeeds, once more after a pause in milliseconds: a cache may have
 * been refilled from one that was not invalidated yet. Delivers one answer: that of the second run, or that of the first if it failed
 * or sent nothing. Has no effect on a CDN that is idempotent by reference.
 */
export const runTwice =
  (ports: Ports, pause: number): ReturnType<typeof runSpec> =>
  (jobId, spec, deadline, changes): TE.TaskEither<ReportFailure, Answer> =>
    pipe(
      runSpec({ ...ports, reporter: withoutRepeatable(ports.reporter) })(jobId, spec, deadline, changes),
      TE.flatMap(answer =>
        isRepeatable(answer)
          ? pipe(
              T.fromIO(ports.log({ _tag: 'RepeatScheduled', jobId, milliseconds: pause })),
              T.flatMap(() => ports.clock.pause(pause)),
              T.flatMap(() => runSpec(ports)(jobId, spec, deadline, changes)),
            )
          : TE.right(answer),
      ),
    )
