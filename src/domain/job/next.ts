import { nextRequest } from '../plan/next-request.ts'
import type { Plan } from '../plan/plan.ts'
import type { Step } from './action.ts'
import type { Instant, Moment } from './moment.ts'
import { patience } from './patience.ts'
import type { Progress } from './progress.ts'
import { halvingsAfter } from './strikes.ts'
import { nextTask, type Task } from './tasks.ts'

/** The work is at its end, for better or worse, or as far as this invocation gets. */
type Stop = { readonly _tag: 'Conclude' } | { readonly _tag: 'HandOver' }

const conclude: Stop = { _tag: 'Conclude' }
const handOver: Stop = { _tag: 'HandOver' }

/** When the job gives up trying and waiting. */
const giveUpAt = ({ spec }: Plan, { began }: Progress): Instant => began + spec.timeoutMinutes * 60_000

const isLeftForLater = ({ distributions }: Progress): boolean => distributions.some(({ next }) => next._tag === 'TooLarge')

/** So long an invocation pauses between attempts: until its end, where no other one takes the work up after it. */
const stay = ({ distributions }: Progress): number =>
  distributions.some(({ sizing }) => sizing) ? Number.POSITIVE_INFINITY : patience.stay

/** Something that was not tried yet, and needs no pause. */
const isFreshSubmission = ({ invalidationId, attempts }: Task): boolean => invalidationId === undefined && attempts === 0

const begin = (plan: Plan, progress: Progress, { distribution, invalidationId }: Task, within: number): Step | Stop => {
  const distributionId = plan.spec.distributionIds[distribution]
  const before = progress.distributions[distribution]
  if (distributionId === undefined || before === undefined) return conclude
  if (invalidationId !== undefined) {
    return { _tag: 'Check', distribution, request: { distributionId, invalidationId, role: plan.spec.role, account: plan.account }, within }
  }
  const manner = { halvings: halvingsAfter(before.strikes), salt: before.salt, ...(before.sizing && { most: before.sizing.most }) }
  const request = nextRequest(plan, distributionId, before.position, manner)
  return request === undefined ? conclude : { _tag: 'Submit', distribution, request, within }
}

/**
 * The next step of the work. An invocation that has paused for long enough, comes near its end, or has a request to halve
 * and nothing new to submit, hands over. The job gives up only after its own timeout, and then not before it has tried
 * once more what is due.
 */
export const next = (plan: Plan, progress: Progress, { now, started, deadline }: Moment): Step | Stop => {
  const giveUp = giveUpAt(plan, progress)
  const isLate = now >= giveUp
  const task = plan.spec.dryRun ? undefined : nextTask(plan, progress, giveUp, now)
  const mayHalve = isLeftForLater(progress) && !isLate
  if (task === undefined) return mayHalve ? handOver : conclude
  if (mayHalve && !isFreshSubmission(task)) return handOver
  const end = deadline - patience.reserve
  if (Math.max(now, task.notBefore) + patience.least > end) return isLate ? conclude : handOver
  if (task.notBefore <= now) return begin(plan, progress, task, Math.min(patience.call, end - now))
  const wake = Math.min(task.notBefore, giveUp)
  return wake > started + stay(progress) ? handOver : { _tag: 'Pause', milliseconds: wake - now }
}
