import * as E from 'fp-ts/lib/Either.js'
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import { excerpt } from '../codec/excerpt.ts'
import type { Mistake } from '../codec/mistake.ts'
import type { ItemsNotSupported } from '../failures/plan-failure.ts'
import { type Item, isTag, isWildcard } from '../items/item.ts'
import { minimise } from '../items/minimise.ts'
import type { Job } from '../job/job.ts'
import { accountOf } from '../parameters/account.ts'
import type { JobSpec } from '../parameters/job-spec.ts'
import type { Capabilities } from './capabilities.ts'
import { callerReference, type InvalidationRequest } from './invalidation-request.ts'
import { split } from './split.ts'

/** What a job will ask of the CDN: the same job gives the same plan, always. */
export interface Plan {
  readonly distributionIds: ReadonlyNonEmptyArray<string>
  /** What is invalidated on each of the distributions: minimal, sorted. */
  readonly items: ReadonlyArray<Item>
  readonly requests: ReadonlyArray<InvalidationRequest>
  readonly dryRun: boolean
  readonly cdn: Capabilities
}

const notSupported = (items: ReadonlyArray<Item>, cdn: Capabilities): ReadonlyArray<Mistake> =>
  items.flatMap(item => {
    if (isTag(item) && !cdn.tags) return [{ at: 'items', problem: `${cdn.name} knows no cache tags: ${excerpt(item)}` }]
    if (isWildcard(item) && cdn.wildcardsPerRequest === 0)
      return [{ at: 'items', problem: `${cdn.name} knows no wildcards: ${excerpt(item)}` }]
    return []
  })

/** Builds the invalidation requests of a job. The first job is the one that began it, in a continued job too. */
export const makePlan =
  (cdn: Capabilities, firstJob: Pick<Job, 'id' | 'account'>) =>
  ({ distributionIds, items: asked, role, dryRun }: JobSpec): E.Either<ItemsNotSupported, Plan> => {
    const items = minimise(asked)
    const mistakes = notSupported(items, cdn)
    if (mistakes.length > 0) return E.left({ _tag: 'ItemsNotSupported', mistakes })
    const parts = split(items, cdn)
    const account = role === undefined ? firstJob.account : accountOf(role.arn)
    const requests = distributionIds.flatMap(distributionId =>
      parts.map(part => ({ distributionId, items: part, role, account, reference: callerReference(firstJob.id, distributionId, part) })),
    )
    return E.right({ distributionIds, items, requests, dryRun, cdn })
  }
