import { randomUUID } from 'node:crypto'
import * as E from 'fp-ts/lib/Either.js'
import { type CredentialsNotFound, findCallConfig } from '../../adapters/cloudfront/call-config.ts'
import { type ExitCode, exitCodes, type Format } from '../../adapters/console/options.ts'
import { exitCodeOf, failureOf, outcomeOf } from '../../adapters/console/outcome.ts'
import { progressLog } from '../../adapters/console/progress.ts'
import type { CallOptions, StatusCommand } from '../../adapters/console/read-command.ts'
import { statusFailure, statusOutcome } from '../../adapters/console/status.ts'
import { watchedInvalidator } from '../../adapters/console/watched-invalidator.ts'
import type { Ports } from '../../application/ports.ts'
import { runSpec } from '../../application/run-spec.ts'
import type { Failure } from '../../domain/job/answer.ts'
import type { CdnInvalidator } from '../../ports/cdn-invalidator.ts'
import { cloudFrontModuleWith } from '../wiring/cloudfront-module.ts'
import { consoleModule } from '../wiring/console-module.ts'
import { containerOf, portsFrom } from '../wiring/container.ts'
import type { Inputs } from './inputs.ts'
import { type Screen, show, type Tracker } from './screen.ts'

const noCredentials = ({ reason }: CredentialsNotFound): Failure =>
  failureOf(
    'configuration',
    `No AWS credentials: ${reason} Set AWS_PROFILE or --profile, sign in with "aws sso login", or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`,
  )

/** Runs a job on these ports until it is done or its timeout ends it. Nothing but a signal ends the process earlier. */
export const runInputs = async (ports: Ports, { spec, changes }: Inputs, tracker: Pick<Tracker, 'watch'>): Promise<ExitCode> => {
  const { cdn, isSending } = watchedInvalidator(ports.cdn)
  tracker.watch(isSending)
  const answered = await runSpec({ ...ports, cdn })(randomUUID(), spec, Number.POSITIVE_INFINITY, changes)()
  return E.isRight(answered) ? exitCodeOf(answered.right, spec.waitForCompletion) : exitCodes.failed
}

const report = (screen: Screen, failure: Failure, format: Format): ExitCode => show(screen, outcomeOf(failure, false, format))

/** Invalidates with CloudFront. A dry run calls nothing, so it needs no credentials. */
export const invalidate = async (
  inputs: Inputs,
  options: CallOptions,
  format: Format,
  screen: Screen,
  tracker: Tracker,
): Promise<ExitCode> => {
  const config = inputs.spec.dryRun ? E.right({}) : await findCallConfig(options)
  if (E.isLeft(config)) return report(screen, noCredentials(config.left), format)
  const reporting = { format, waits: inputs.spec.waitForCompletion, print: screen.print }
  const log = progressLog(screen.status, tracker.add)
  const container = containerOf(consoleModule(reporting, log), cloudFrontModuleWith(config.right))
  return runInputs(portsFrom(container), inputs, tracker)
}

/** Milliseconds that a status check may take. */
const statusTimeout = 10_000

/** Looks up the status of an invalidation, and prints it. */
export const checkStatus = async (cdn: CdnInvalidator, command: StatusCommand, format: Format, screen: Screen): Promise<ExitCode> => {
  const { targetId, invalidationId, credentials } = command
  const request = { targetId, invalidationId, credentials: credentials && { ...credentials, jobId: randomUUID() } }
  const status = await cdn.statusOf(request, statusTimeout)()
  if (E.isLeft(status)) return report(screen, statusFailure(cdn.capabilities.name, command, status.left), format)
  return show(screen, statusOutcome(command, status.right, format))
}

/** Looks up the status of an invalidation of CloudFront. */
export const status = async (command: StatusCommand, options: CallOptions, format: Format, screen: Screen): Promise<ExitCode> => {
  const config = await findCallConfig(options)
  if (E.isLeft(config)) return report(screen, noCredentials(config.left), format)
  const reporting = { format, waits: false, print: screen.print }
  const container = containerOf(
    consoleModule(reporting, () => () => {}),
    cloudFrontModuleWith(config.right),
  )
  return checkStatus(portsFrom(container).cdn, command, format, screen)
}
