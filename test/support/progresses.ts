import { initialProgress, type Progress, type TargetProgress, untried } from '../../src/domain/job/progress.ts'
import type { Plan } from '../../src/domain/plan/plan.ts'

/** A distribution that has got everything, in these invalidations. */
export const finished = (plan: Plan, ids: ReadonlyArray<string>, completed = 0): TargetProgress => ({
  position: { wildcards: plan.wildcards.length, others: plan.others.length },
  sizeRejections: 0,
  createdBefore: 0,
  referenceAttempt: 0,
  submission: untried,
  adaptive: undefined,
  created: ids.length,
  completed,
  pending: ids.slice(completed).map(id => ({ id, check: untried })),
  ids,
})

/** A distribution that has got nothing, for this reason. */
export const stuck = (submission: TargetProgress['submission'] = untried): TargetProgress => ({
  position: { wildcards: 0, others: 0 },
  sizeRejections: 0,
  createdBefore: 0,
  referenceAttempt: 0,
  submission,
  adaptive: undefined,
  created: 0,
  completed: 0,
  pending: [],
  ids: [],
})

/** A job that began at midnight, with its distributions as they are. */
export const progressOf = (...targets: ReadonlyArray<TargetProgress>): Progress => ({
  ...initialProgress(0, Date.UTC(2026, 0, 1)),
  targets,
})
