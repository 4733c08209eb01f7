import type { Plan } from '../plan/plan.ts'
import type { TargetProgress } from './progress.ts'

const rejectionsPerHalving = 4

/** How often to halve requests after this many size rejections. */
export const halvingsAfter = (sizeRejections: number): number => Math.floor(sizeRejections / rejectionsPerHalving)

/** Size rejections at which requests have one item. */
export const maxSizeRejections = ({ capabilities }: Plan): number =>
  rejectionsPerHalving * Math.ceil(Math.log2(capabilities.maxItemsPerRequest))

/**
 * The count that an invocation passes on to the next. A request that is too large is halved in the next invocation. One that exceeds
 * the limit of invalidations in progress, or is throttled, may only have to wait, so it is halved after four such invocations. After an
 * accepted request, the next invocation doubles the size.
 */
export const sizeRejectionsAfter = (plan: Plan, { sizeRejections, submission, created, createdBefore }: TargetProgress): number => {
  if (submission._tag === 'TooLarge') return Math.min(maxSizeRejections(plan), sizeRejections + rejectionsPerHalving)
  if (created > createdBefore) return Math.max(0, sizeRejections - rejectionsPerHalving)
  const failure = submission._tag === 'Due' ? submission.lastFailure?._tag : undefined
  const mayBeOverQuota = failure === 'TooManyInProgress' || failure === 'Throttled'
  return Math.min(maxSizeRejections(plan), sizeRejections + (mayBeOverQuota ? 1 : 0))
}
