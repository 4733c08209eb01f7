import { beginning, type DistributionProgress, type Progress, untried } from '../../src/domain/job/progress.ts'
import type { Plan } from '../../src/domain/plan/plan.ts'

/** A distribution that has got everything, in these invalidations. */
export const finished = (plan: Plan, ids: ReadonlyArray<string>, completed = 0): DistributionProgress => ({
  position: { wildcards: plan.wildcards.length, others: plan.others.length },
  strikes: 0,
  createdBefore: 0,
  salt: 0,
  next: untried,
  sizing: undefined,
  created: ids.length,
  completed,
  watched: ids.slice(completed).map(id => ({ id, check: untried })),
  ids,
})

/** A distribution that has got nothing, for this reason. */
export const stuck = (next: DistributionProgress['next'] = untried): DistributionProgress => ({
  position: { wildcards: 0, others: 0 },
  strikes: 0,
  createdBefore: 0,
  salt: 0,
  next,
  sizing: undefined,
  created: 0,
  completed: 0,
  watched: [],
  ids: [],
})

/** A job that began at midnight, with its distributions as they are. */
export const progressOf = (...distributions: ReadonlyArray<DistributionProgress>): Progress => ({
  ...beginning(0, Date.UTC(2026, 0, 1)),
  distributions,
})
