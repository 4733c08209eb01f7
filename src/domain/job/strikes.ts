import type { Plan } from '../plan/plan.ts'
import type { DistributionProgress } from './progress.ts'

/** So many strikes halve requests once. */
const perHalving = 4

/** How often requests are halved after so many strikes. */
export const halvingsAfter = (strikes: number): number => Math.floor(strikes / perHalving)

/** More strikes than these do not make a request any smaller. */
const most = ({ cdn }: Plan): number => perHalving * Math.ceil(Math.log2(cdn.itemsPerRequest))

/**
 * The strikes that an invocation leaves to the next. A request that is too large is halved at once. One that is refused
 * as one too many may only have to wait, so it takes four such invocations; and where something got through, the limit
 * was met, and the next invocation tries requests of twice the size.
 */
export const strikesAfter = (plan: Plan, { strikes, next, created, createdBefore }: DistributionProgress): number => {
  if (next._tag === 'TooLarge') return Math.min(most(plan), strikes + perHalving)
  if (created > createdBefore) return Math.max(0, strikes - perHalving)
  const isOneTooMany = next._tag === 'Due' && next.lastFailure?._tag === 'TooManyInProgress'
  return Math.min(most(plan), strikes + (isOneTooMany ? 1 : 0))
}
