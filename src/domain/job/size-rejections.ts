import type { Plan } from '../plan/plan.ts'
import type { TargetProgress } from './progress.ts'

/** So many strikes halve requests once. */
const rejectionsPerHalving = 4

/** How often requests are halved after so many strikes. */
export const halvingsAfter = (sizeRejections: number): number => Math.floor(sizeRejections / rejectionsPerHalving)

/** More strikes than these do not make a request any smaller. */
const maxRejections = ({ capabilities }: Plan): number => rejectionsPerHalving * Math.ceil(Math.log2(capabilities.maxItemsPerRequest))

/**
 * The strikes that an invocation leaves to the next. A request that is too large is halved at once. One that is refused
 * as one too many may only have to wait, so it takes four such invocations; and where something got through, the limit
 * was met, and the next invocation tries requests of twice the size.
 */
export const sizeRejectionsAfter = (plan: Plan, { sizeRejections, submission, created, createdBefore }: TargetProgress): number => {
  if (submission._tag === 'TooLarge') return Math.min(maxRejections(plan), sizeRejections + rejectionsPerHalving)
  if (created > createdBefore) return Math.max(0, sizeRejections - rejectionsPerHalving)
  const isOverQuota = submission._tag === 'Due' && submission.lastFailure?._tag === 'TooManyInProgress'
  return Math.min(maxRejections(plan), sizeRejections + (isOverQuota ? 1 : 0))
}
