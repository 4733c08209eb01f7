import { nextRequest, type RequestOptions } from '../plan/next-request.ts'
import { credentialsOf, type Plan } from '../plan/plan.ts'
import type { StepCommand } from './command.ts'
import type { DecisionContext, Instant } from './context.ts'
import type { Progress } from './progress.ts'
import { halvingsAfter } from './size-rejections.ts'
import { nextTask, type Task } from './tasks.ts'
import { maxPause, timing } from './timing.ts'

/** No step is left to do: in the whole job, or in this invocation. */
type Ending = { readonly _tag: 'Conclude' } | { readonly _tag: 'Continue' }

const toConclude: Ending = { _tag: 'Conclude' }
const toContinue: Ending = { _tag: 'Continue' }

/** The job's own timeout. */
const giveUpAt = ({ spec }: Plan, { startedAt }: Progress): Instant => startedAt + spec.timeoutMinutes * 60_000

const hasRequestToHalve = ({ targets }: Progress): boolean => targets.some(({ submission }) => submission._tag === 'TooLarge')

const isFreshSubmission = ({ invalidationId, attempts }: Task): boolean => invalidationId === undefined && attempts === 0

const commandFor = (plan: Plan, progress: Progress, { target, invalidationId }: Task, within: number): StepCommand | Ending => {
  const targetId = plan.spec.targetIds[target]
  const before = progress.targets[target]
  if (targetId === undefined || before === undefined) return toConclude
  if (invalidationId !== undefined) {
    return { _tag: 'CheckStatus', target, request: { targetId, invalidationId, credentials: credentialsOf(plan) }, within }
  }
  const options: RequestOptions = {
    halvings: halvingsAfter(before.sizeRejections),
    referenceAttempt: before.referenceAttempt,
    ...(before.adaptive && { maxItems: before.adaptive.maxItems }),
  }
  const request = nextRequest(plan, targetId, before.position, options)
  return request === undefined ? toConclude : { _tag: 'Submit', target, request, within }
}

/**
 * Decides the next step. The job continues in another invocation once this one has paused long enough, is near its deadline, or has
 * only requests left that must be halved first. It concludes only after its own timeout, after a last attempt at every open task.
 */
export const nextStep = (plan: Plan, progress: Progress, context: DecisionContext): StepCommand | Ending => {
  const { now, invocationStartedAt, deadline } = context
  const giveUp = giveUpAt(plan, progress)
  const isLate = now >= giveUp
  const task = plan.spec.dryRun ? undefined : nextTask(plan, progress, giveUp, context)
  const mayHalve = hasRequestToHalve(progress) && !isLate
  if (task === undefined) return mayHalve ? toContinue : toConclude
  if (mayHalve && !isFreshSubmission(task)) return toContinue
  const end = deadline - timing.answerReserve
  if (Math.max(now, task.notBefore) + timing.minimumCall > end) return isLate ? toConclude : toContinue
  if (task.notBefore <= now) return commandFor(plan, progress, task, Math.min(timing.call, end - now))
  const wake = Math.min(task.notBefore, giveUp)
  return wake > invocationStartedAt + maxPause(context) ? toContinue : { _tag: 'Pause', milliseconds: wake - now }
}
