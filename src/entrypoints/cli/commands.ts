import * as E from 'fp-ts/lib/Either.js'
import { capabilities as cdn } from '../../adapters/cloudfront/capabilities.ts'
import type { Command } from '../../adapters/console/arguments.ts'
import { capabilities as ci } from '../../adapters/console/capabilities.ts'
import type { ExitCode } from '../../adapters/console/options.ts'
import { done, invalidOptions, type Outcome, outcomeOf, usageOutcome } from '../../adapters/console/outcome.ts'
import { planView } from '../../adapters/console/plan-view.ts'
import { callOptionsOf, type JobCommand, readJobCommand, readStatusCommand } from '../../adapters/console/read-command.ts'
import { renderPlan } from '../../adapters/console/render-plan.ts'
import { rejectionFor } from '../../domain/job/answers/rejection.ts'
import { makePlan } from '../../domain/plan/plan.ts'
import { type Inputs, readInputs } from './inputs.ts'
import { type Screen, show, trackInterruption, type World } from './screen.ts'

const planOutcome = ({ spec, changes, folders }: Inputs, { hasTarget }: JobCommand, { format }: Command, { paint }: Screen): Outcome => {
  const plan = makePlan(cdn, '')(spec, changes)
  return E.isLeft(plan)
    ? outcomeOf(rejectionFor(plan.left, ci), false, format)
    : done(renderPlan(planView(plan.right, hasTarget, changes, folders), format, paint))
}

const runJobCommand = async (world: World, screen: Screen, command: Command): Promise<ExitCode> => {
  const { command: name, format, values } = command
  const job = readJobCommand(cdn)(command)
  if (E.isLeft(job)) return show(screen, usageOutcome(invalidOptions(name, job.left, format)))
  const tracker = trackInterruption(world, screen, format)
  const inputs = await readInputs(job.right, cdn, screen.status, world.stdin)
  if (E.isLeft(inputs)) return show(screen, outcomeOf(inputs.left, false, format))
  if (name === 'plan') return show(screen, planOutcome(inputs.right, job.right, command, screen))
  const { invalidate } = await import('./calls.ts')
  return invalidate(inputs.right, callOptionsOf(values), format, screen, tracker)
}

const runStatusCommand = async (screen: Screen, command: Command): Promise<ExitCode> => {
  const { format, values } = command
  const decoded = readStatusCommand(cdn)(command)
  if (E.isLeft(decoded)) return show(screen, usageOutcome(invalidOptions('status', decoded.left, format)))
  const { status } = await import('./calls.ts')
  return status(decoded.right, callOptionsOf(values), format, screen)
}

/** Runs a command. Resolves with the exit code. */
export const runCommand = (world: World, screen: Screen, command: Command): Promise<ExitCode> =>
  command.command === 'status' ? runStatusCommand(screen, command) : runJobCommand(world, screen, command)
