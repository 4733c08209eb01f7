import type { InvalidationRequest } from '../cdn/invalidation.ts'
import { nextRequest, requestWith } from '../plan/next-request.ts'
import { credentialsOf, type Plan } from '../plan/plan.ts'
import type { StepCommand } from './command.ts'
import type { DecisionContext } from './context.ts'
import type { Progress, TargetProgress } from './progress.ts'
import { halvingsAfter } from './size-rejections.ts'
import { partSize } from './split.ts'
import { nextTask, type Task } from './tasks.ts'
import { giveUpAt, maxPause, timing } from './timing.ts'

/** No step is left to do: in the whole job, or in this invocation. */
type Ending = { readonly _tag: 'Conclude' } | { readonly _tag: 'Continue' }

const toConclude: Ending = { _tag: 'Conclude' }
const toContinue: Ending = { _tag: 'Continue' }

const hasRequestToHalve = ({ targets }: Progress): boolean => targets.some(({ submission }) => submission._tag === 'TooLarge')

const isFreshSubmission = ({ invalidationId, attempts }: Task): boolean => invalidationId === undefined && attempts === 0

const maxItems = ({ adaptive, split }: TargetProgress): number =>
  Math.min(adaptive?.maxItems ?? Number.POSITIVE_INFINITY, split === undefined ? Number.POSITIVE_INFINITY : partSize(split))

const requestFor = (plan: Plan, targetId: string, before: TargetProgress): InvalidationRequest | undefined =>
  before.widening === undefined
    ? nextRequest(plan, targetId, before.position, { halvings: halvingsAfter(before.sizeRejections), maxItems: maxItems(before) })
    : requestWith(plan, targetId, [before.widening.to])

const commandFor = (plan: Plan, progress: Progress, { target, invalidationId }: Task, within: number): StepCommand | Ending => {
  const targetId = plan.spec.targetIds[target]
  const before = progress.targets[target]
  if (targetId === undefined || before === undefined) return toConclude
  if (invalidationId !== undefined) {
    return { _tag: 'CheckStatus', target, request: { targetId, invalidationId, credentials: credentialsOf(plan) }, within }
  }
  const request = requestFor(plan, targetId, before)
  if (request === undefined) return toConclude
  return { _tag: before.submission._tag === 'LookUp' ? 'LookUp' : 'Submit', target, request, within }
}

/**
 * Decides the next step. The job continues in another invocation once this one has paused long enough, is near its deadline, or has
 * only requests left that must be halved first. It concludes only after its own timeout, after a last attempt at every open task.
 */
export const nextStep = (plan: Plan, progress: Progress, context: DecisionContext): StepCommand | Ending => {
  const { now, invocationStartedAt, deadline } = context
  const giveUp = giveUpAt(plan.spec, progress.startedAt)
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
