import { nextRequest, type RequestOptions } from '../plan/next-request.ts'
import type { Plan } from '../plan/plan.ts'
import type { StepCommand } from './command.ts'
import type { DecisionContext, Instant } from './context.ts'
import type { Progress } from './progress.ts'
import { halvingsAfter } from './size-rejections.ts'
import { nextTask, type Task } from './tasks.ts'
import { timing } from './timing.ts'

/** The work is at its end, for better or worse, or as far as this invocation gets. */
type Ending = { readonly _tag: 'Conclude' } | { readonly _tag: 'Continue' }

const conclude: Ending = { _tag: 'Conclude' }
const handOver: Ending = { _tag: 'Continue' }

/** When the job gives up trying and waiting. */
const giveUpAt = ({ spec }: Plan, { startedAt }: Progress): Instant => startedAt + spec.timeoutMinutes * 60_000

const isLeftForLater = ({ targets }: Progress): boolean => targets.some(({ submission }) => submission._tag === 'TooLarge')

/** So long an invocation pauses between attempts: until its end, where no other one takes the work up after it. */
const maxPauseOf = ({ targets }: Progress): number =>
  targets.some(({ adaptive }) => adaptive) ? Number.POSITIVE_INFINITY : timing.maxPause

/** Something that was not tried yet, and needs no pause. */
const isFreshSubmission = ({ invalidationId, attempts }: Task): boolean => invalidationId === undefined && attempts === 0

const commandFor = (plan: Plan, progress: Progress, { distribution, invalidationId }: Task, within: number): StepCommand | Ending => {
  const targetId = plan.spec.targetIds[distribution]
  const before = progress.targets[distribution]
  if (targetId === undefined || before === undefined) return conclude
  if (invalidationId !== undefined) {
    return { _tag: 'CheckStatus', distribution, request: { targetId, invalidationId, role: plan.spec.role, account: plan.account }, within }
  }
  const options: RequestOptions = {
    halvings: halvingsAfter(before.sizeRejections),
    referenceAttempt: before.referenceAttempt,
    ...(before.adaptive && { maxItems: before.adaptive.maxItems }),
  }
  const request = nextRequest(plan, targetId, before.position, options)
  return request === undefined ? conclude : { _tag: 'Submit', distribution, request, within }
}

/**
 * The next step of the work. An invocation that has paused for long enough, comes near its end, or has a request to halve
 * and nothing new to submit, hands over. The job gives up only after its own timeout, and then not before it has tried
 * once more what is due.
 */
export const nextStep = (plan: Plan, progress: Progress, { now, invocationStartedAt, deadline }: DecisionContext): StepCommand | Ending => {
  const giveUp = giveUpAt(plan, progress)
  const isLate = now >= giveUp
  const task = plan.spec.dryRun ? undefined : nextTask(plan, progress, giveUp, now)
  const mayHalve = isLeftForLater(progress) && !isLate
  if (task === undefined) return mayHalve ? handOver : conclude
  if (mayHalve && !isFreshSubmission(task)) return handOver
  const end = deadline - timing.answerReserve
  if (Math.max(now, task.notBefore) + timing.minimumCall > end) return isLate ? conclude : handOver
  if (task.notBefore <= now) return commandFor(plan, progress, task, Math.min(timing.call, end - now))
  const wake = Math.min(task.notBefore, giveUp)
  return wake > invocationStartedAt + maxPauseOf(progress) ? handOver : { _tag: 'Pause', milliseconds: wake - now }
}
