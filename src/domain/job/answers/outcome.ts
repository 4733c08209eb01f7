import type { CdnFailure } from '../../cdn/cdn-failure.ts'
import type { Item } from '../../items/item.ts'
import { isAtEnd, itemsBefore } from '../../plan/next-request.ts'
import type { Plan } from '../../plan/plan.ts'
import { itemAt } from '../../plan/refused-item.ts'
import type { Progress, Refusals, TargetProgress } from '../progress.ts'

/** Why a target is not finished. */
export type Problem =
  /** Not everything was submitted. Without a failure, the invocation had no time to try. */
  | { readonly _tag: 'NotSubmitted'; readonly failure: CdnFailure | undefined }
  /** The CDN rejected requests as too large, and the job timed out before an accepted size was found. */
  | { readonly _tag: 'SizeNotFound' }
  /** The CDN rejected each of `count` items individually, and their wildcards. `detail` may be empty. Everything else was submitted. */
  | { readonly _tag: 'ItemsRejected'; readonly items: ReadonlyArray<Item>; readonly count: number; readonly detail: string }
  /** Everything was submitted, but its status could not be checked: without a failure, because the id of an invalidation is unknown. */
  | { readonly _tag: 'StatusUnknown'; readonly failure: CdnFailure | undefined }
  /** Everything was submitted, but not completed in time. */
  | { readonly _tag: 'NotCompleted' }

/** The result for one target of a plan. */
export interface TargetOutcome {
  readonly targetId: string
  /** Items that the target has accepted. */
  readonly submitted: number
  readonly created: number
  readonly completed: number
  readonly ids: ReadonlyArray<string>
  readonly unidentified: TargetProgress['unidentified']
  readonly widened: Refusals
  readonly problem: Problem | undefined
}

const notSubmitted = ({ submission }: TargetProgress): Problem => {
  switch (submission._tag) {
    case 'Due':
      return { _tag: 'NotSubmitted', failure: submission.lastFailure }
    case 'Rejected':
      return { _tag: 'NotSubmitted', failure: submission.failure }
    case 'LookUp':
      return { _tag: 'NotSubmitted', failure: submission.lookUp.lastFailure }
    case 'TooLarge':
      return { _tag: 'SizeNotFound' }
  }
}

const notCompleted = ({ pending, unidentified }: TargetProgress): Problem | undefined => {
  const failure = pending.flatMap(({ check }) => (check._tag === 'Due' && check.lastFailure ? [check.lastFailure] : []))[0]
  if (failure !== undefined || unidentified.count > 0) return { _tag: 'StatusUnknown', failure: failure ?? unidentified.failure }
  return pending.length === 0 ? undefined : { _tag: 'NotCompleted' }
}

const problemOf = (plan: Plan, target: TargetProgress): Problem | undefined => {
  if (!isAtEnd(plan, target.position)) return notSubmitted(target)
  const { count, places } = target.excluded
  if (count > 0) return { _tag: 'ItemsRejected', items: places.flatMap(place => itemAt(plan, place) ?? []), count, detail: target.refusal }
  if (!plan.spec.waitForCompletion) return undefined
  const rejected = target.pending.flatMap(({ check }) => (check._tag === 'Rejected' ? [check.failure] : []))[0]
  if (rejected !== undefined) return { _tag: 'StatusUnknown', failure: rejected }
  return plan.spec.onWaitTimeout === 'fail' ? notCompleted(target) : undefined
}

/** The result for each target, in the order of the plan. */
export const outcomes = (plan: Plan, progress: Progress): ReadonlyArray<TargetOutcome> =>
  progress.targets.map((target, index) => ({
    targetId: plan.spec.targetIds[index] ?? '',
    submitted: itemsBefore(target.position) - target.excluded.count,
    created: target.created,
    completed: target.completed,
    ids: target.ids,
    unidentified: target.unidentified,
    widened: target.widened,
    problem: problemOf(plan, target),
  }))
