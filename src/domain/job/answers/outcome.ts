import type { CdnFailure } from '../../cdn/cdn-failure.ts'
import type { Item } from '../../items/item.ts'
import { isAtEnd, itemsBefore } from '../../plan/next-request.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Progress, TargetProgress } from '../progress.ts'

/** What keeps a distribution from being done. */
export type Problem =
  /** Not everything was submitted, for this reason; without one nothing was tried in the end. */
  | { readonly _tag: 'NotSubmitted'; readonly failure: CdnFailure | undefined }
  /** The CDN refused requests as too large, and there was no time to halve them to the end. */
  | { readonly _tag: 'SizeNotFound' }
  /** These items the CDN calls invalid, each by itself; everything else was submitted. */
  | { readonly _tag: 'ItemsRejected'; readonly items: ReadonlyArray<Item> }
  /** Everything was submitted, but the CDN could not be asked whether it is complete. */
  | { readonly _tag: 'StatusUnknown'; readonly failure: CdnFailure }
  /** Everything was submitted, and was waited for in vain. */
  | { readonly _tag: 'NotCompleted' }

/** What became of one distribution of a plan. */
export interface TargetOutcome {
  readonly targetId: string
  /** Items that were submitted. */
  readonly submitted: number
  readonly created: number
  readonly completed: number
  readonly ids: ReadonlyArray<string>
  readonly problem: Problem | undefined
}

const notSubmitted = ({ submission }: TargetProgress): Problem => {
  switch (submission._tag) {
    case 'Due':
      return { _tag: 'NotSubmitted', failure: submission.lastFailure }
    case 'Rejected':
      return { _tag: 'NotSubmitted', failure: submission.failure }
    case 'TooLarge':
      return { _tag: 'SizeNotFound' }
  }
}

const notCompleted = ({ pending }: TargetProgress): Problem | undefined => {
  if (pending.length === 0) return undefined
  const failure = pending.flatMap(({ check }) => (check._tag === 'Due' && check.lastFailure ? [check.lastFailure] : []))[0]
  return failure === undefined ? { _tag: 'NotCompleted' } : { _tag: 'StatusUnknown', failure }
}

const problemOf = (plan: Plan, distribution: TargetProgress): Problem | undefined => {
  if (!isAtEnd(plan, distribution.position)) return notSubmitted(distribution)
  const leftOut = distribution.adaptive?.excluded ?? []
  if (leftOut.length > 0) return { _tag: 'ItemsRejected', items: leftOut }
  if (!plan.spec.waitForCompletion) return undefined
  const refused = distribution.pending.flatMap(({ check }) => (check._tag === 'Rejected' ? [check.failure] : []))[0]
  if (refused !== undefined) return { _tag: 'StatusUnknown', failure: refused }
  return plan.spec.onWaitTimeout === 'fail' ? notCompleted(distribution) : undefined
}

/** What became of each distribution, in the order of the plan. */
export const outcomes = (plan: Plan, progress: Progress): ReadonlyArray<TargetOutcome> =>
  progress.targets.map((distribution, index) => ({
    targetId: plan.spec.targetIds[index] ?? '',
    submitted: itemsBefore(distribution.position) - (distribution.adaptive?.excluded.length ?? 0),
    created: distribution.created,
    completed: distribution.completed,
    ids: distribution.ids,
    problem: problemOf(plan, distribution),
  }))
