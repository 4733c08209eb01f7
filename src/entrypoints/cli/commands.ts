import * as E from 'fp-ts/lib/Either.js'
import type { Command } from '../../adapters/console/arguments.ts'
import { callOptionsOf } from '../../adapters/console/call-options.ts'
import { capabilities as ci } from '../../adapters/console/capabilities.ts'
import type { ExitCode } from '../../adapters/console/exit-codes.ts'
import { failureOutcome, invalidOptions, type Outcome, outcomeOf, planned, usageOutcome } from '../../adapters/console/outcome.ts'
import { planView } from '../../adapters/console/plan-view.ts'
import { type JobCommand, readJobCommand, readStatusCommand } from '../../adapters/console/read-command.ts'
import { renderPlan } from '../../adapters/console/render-plan.ts'
import type { CdnCapabilities } from '../../domain/cdn/capabilities.ts'
import { dryRunAnswer } from '../../domain/job/answers/conclude.ts'
import { rejectionFor } from '../../domain/job/answers/rejection.ts'
import { makePlan } from '../../domain/plan/plan.ts'
import { cdns } from './cdns.ts'
import { type Inputs, readInputs } from './inputs.ts'
import { type Screen, show, trackInterruption, type World } from './screen.ts'

/** A plan as `plan` prints it, and for a CI system as Markdown; as the answer to the job in a dry run. Neither needs what calls the CDN. */
const planOutcome = (
  cdn: CdnCapabilities,
  { spec, changes, folders }: Inputs,
  { hasTarget }: JobCommand,
  { command, format }: Command,
  { paint }: Screen,
): Outcome => {
  const display = { format, waits: false, targetNoun: cdn.parameters.targetNoun }
  const plan = makePlan(cdn, '')(spec, changes)
  if (E.isLeft(plan)) return outcomeOf(rejectionFor(plan.left, ci), display)
  if (command === 'invalidate') return outcomeOf(dryRunAnswer(plan.right), display)
  const view = planView(plan.right, hasTarget, changes, folders)
  return planned(renderPlan(view, format, paint), renderPlan(view, 'markdown', paint))
}

const runJobCommand = async (world: World, screen: Screen, command: Command): Promise<ExitCode> => {
  const { command: name, format, values } = command
  const { capabilities, loadCalls } = cdns[command.cdn]
  const job = readJobCommand(capabilities)(command)
  if (E.isLeft(job)) return show(screen, usageOutcome(invalidOptions(name, job.left, format)))
  const tracker = trackInterruption(world, screen, format)
  const inputs = await readInputs(job.right, capabilities, screen.status, world.stdin)
  if (E.isLeft(inputs)) return show(screen, failureOutcome(inputs.left, format))
  if (name === 'plan' || inputs.right.spec.dryRun) return show(screen, planOutcome(capabilities, inputs.right, job.right, command, screen))
  const { invalidate } = await loadCalls()
  return invalidate(inputs.right, callOptionsOf(values), format, screen, tracker)
}

const runStatusCommand = async (screen: Screen, command: Command): Promise<ExitCode> => {
  const { format, values } = command
  const { capabilities, loadCalls } = cdns[command.cdn]
  const decoded = readStatusCommand(capabilities)(command)
  if (E.isLeft(decoded)) return show(screen, usageOutcome(invalidOptions('status', decoded.left, format)))
  const { status } = await loadCalls()
  return status(decoded.right, callOptionsOf(values), format, screen)
}

/** Runs a command. Resolves with the exit code. */
export const runCommand = (world: World, screen: Screen, command: Command): Promise<ExitCode> =>
  command.command === 'status' ? runStatusCommand(screen, command) : runJobCommand(world, screen, command)
