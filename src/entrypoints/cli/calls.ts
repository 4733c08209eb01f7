import { randomUUID } from 'node:crypto'
import * as E from 'fp-ts/lib/Either.js'
import type { ContainerModule } from 'inversify'
import type { PageOf } from '../../adapters/ci/announcement.ts'
import type { CallOptions } from '../../adapters/console/call-options.ts'
import { type ExitCode, exitCodes } from '../../adapters/console/exit-codes.ts'
import type { Format } from '../../adapters/console/options.ts'
import { exitCodeOf, failureOutcome } from '../../adapters/console/outcome.ts'
import { progressLog } from '../../adapters/console/progress.ts'
import type { StatusCommand } from '../../adapters/console/read-command.ts'
import { statusFailure, statusOutcome } from '../../adapters/console/status.ts'
import { watchedInvalidator } from '../../adapters/console/watched-invalidator.ts'
import type { Ports } from '../../application/ports.ts'
import { runSpec } from '../../application/run-spec.ts'
import { runTwice } from '../../application/run-twice.ts'
import type { Failure } from '../../domain/job/answer.ts'
import type { CdnInvalidator } from '../../ports/cdn-invalidator.ts'
import { consoleModule } from '../wiring/console-module.ts'
import { containerOf, portsFrom } from '../wiring/container.ts'
import type { Inputs } from './inputs.ts'
import { type Screen, show, type Tracker } from './screen.ts'

/**
 * Runs a job on these ports until it is done or times out. With `againAfter`, runs it once more after this many milliseconds. Only a signal
 * ends the process earlier.
 */
export const runInputs = async (
  ports: Ports,
  { spec, changes }: Inputs,
  tracker: Pick<Tracker, 'watch'>,
  againAfter: number | undefined,
): Promise<ExitCode> => {
  const { cdn, isSending } = watchedInvalidator(ports.cdn)
  tracker.watch(isSending)
  const watched = { ...ports, cdn }
  const run = againAfter === undefined ? runSpec(watched) : runTwice(watched, againAfter)
  const answered = await run(randomUUID(), spec, Number.POSITIVE_INFINITY, changes)()
  return E.isRight(answered) ? exitCodeOf(answered.right, spec.waitForCompletion) : exitCodes.failed
}

/** Milliseconds that a status check may take. */
const statusTimeout = 10_000

/** Looks up the status of an invalidation, and prints it. */
export const checkStatus = async (cdn: CdnInvalidator, command: StatusCommand, format: Format, screen: Screen): Promise<ExitCode> => {
  const { targetId, invalidationId, credentials } = command
  const { name, parameters } = cdn.capabilities
  const request = { targetId, invalidationId, credentials: credentials && { ...credentials, jobId: randomUUID() } }
  const status = await cdn.statusOf(request, statusTimeout)()
  if (E.isLeft(status)) return show(screen, failureOutcome(statusFailure(name, command, status.left), format))
  return show(screen, statusOutcome(command, status.right, { format, targetNoun: parameters.targetNoun }))
}

/** How to reach a CDN. */
export interface Connection {
  /** Its pages about invalidations, if it has some. */
  readonly pageOf?: PageOf
  /** Finds the credentials and the other settings of calls. */
  readonly connect: (options: CallOptions) => Promise<E.Either<Failure, ContainerModule>>
}

/** The commands that call a CDN. */
export interface Calls {
  readonly invalidate: (inputs: Inputs, options: CallOptions, format: Format, screen: Screen, tracker: Tracker) => Promise<ExitCode>
  readonly status: (command: StatusCommand, options: CallOptions, format: Format, screen: Screen) => Promise<ExitCode>
}

/** The commands that call the CDN of a connection. */
export const callsTo = ({ connect, pageOf }: Connection): Calls => ({
  invalidate: async (inputs, options, format, screen, tracker) => {
    const cdn = await connect(options)
    if (E.isLeft(cdn)) return show(screen, failureOutcome(cdn.left, format))
    const reporting = { format, waits: inputs.spec.waitForCompletion, print: screen.print, pageOf }
    const container = containerOf(consoleModule(reporting, progressLog(screen.status, tracker.add)), cdn.right)
    return runInputs(portsFrom(container), inputs, tracker, options.againAfter)
  },
  status: async (command, options, format, screen) => {
    const cdn = await connect(options)
    if (E.isLeft(cdn)) return show(screen, failureOutcome(cdn.left, format))
    const reporting = { format, waits: false, print: screen.print }
    const container = containerOf(
      consoleModule(reporting, () => () => {}),
      cdn.right,
    )
    return checkStatus(portsFrom(container).cdn, command, format, screen)
  },
})
