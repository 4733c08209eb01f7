import type { Instant } from '../../../src/domain/job/context.ts'
import { initialProgress, type Progress, type TargetProgress, untouched, untried } from '../../../src/domain/job/progress.ts'
import type { Plan } from '../../../src/domain/plan/plan.ts'
import { runContext } from '../capabilities.ts'

/** A target that has received all items in these invalidations. The first `completed` of them are complete. */
export const finished = (plan: Plan, ids: ReadonlyArray<string>, completed = 0): TargetProgress => ({
  ...untouched,
  position: { wildcards: plan.wildcards.length, others: plan.others.length },
  created: ids.length,
  completed,
  pending: ids.slice(completed).map(id => ({ id, check: untried })),
  ids,
})

/** A target that has received nothing, with its submission in this state. */
export const stuck = (submission: TargetProgress['submission'] = untried): TargetProgress => ({ ...untouched, submission })

/** The progress of a job that starts now and can be continued. */
export const newProgress = (targets: number, now: Instant): Progress => initialProgress(targets, now, runContext.policy)

/** The progress of a job that started at midnight, with these targets. */
export const progressOf = (...targets: ReadonlyArray<TargetProgress>): Progress => ({ ...newProgress(0, Date.UTC(2026, 0, 1)), targets })
