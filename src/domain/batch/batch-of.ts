import * as E from 'fp-ts/lib/Either.js'
import type { Account } from '../cdn/caller.ts'
import type { Item } from '../items/item.ts'
import type { JobSpec } from '../parameters/job-spec.ts'
import type { Batch, BatchJob, Message, RejectedMessage } from './batch.ts'
import { jobIdOf, type ReportedChange } from './job-id.ts'
import type { Origin } from './origin.ts'
import { pathsOfObject } from './paths-of-object.ts'

/** As long as there can be: an invocation ends before a job gives up, and what is not done then comes again as messages. */
const timeoutMinutes = 1_380

const specOf = ({ targetIds, maxPaths, role }: Origin, items: ReadonlyArray<Item>): JobSpec => ({
  targetIds,
  items,
  itemsFrom: undefined,
  maxPaths,
  changed: undefined,
  role,
  waitForCompletion: false,
  onWaitTimeout: 'succeed',
  timeoutMinutes,
  dryRun: false,
})

/** A change, and the paths that an origin serves its object under. */
interface ServedChange extends ReportedChange {
  readonly paths: ReadonlyArray<Item>
}

const servedBy = (origin: Origin, told: ReadonlyArray<ReportedChange>): ReadonlyArray<ServedChange> => {
  const pathsOf = pathsOfObject(origin)
  return told.flatMap(({ messageId, change }) => {
    const paths = change.bucket === origin.bucket ? pathsOf(change.key) : []
    return paths.length === 0 ? [] : [{ messageId, change, paths }]
  })
}

const pathsByMessageOf = (served: ReadonlyArray<ServedChange>): ReadonlyMap<string, ReadonlyArray<Item>> => {
  const wanted = new Map<string, Item[]>()
  for (const { messageId, paths } of served) {
    const before = wanted.get(messageId)
    if (before === undefined) wanted.set(messageId, [...paths])
    else before.push(...paths)
  }
  return wanted
}

const jobOf = (origin: Origin, account: Account | undefined, served: ReadonlyArray<ServedChange>): ReadonlyArray<BatchJob> => {
  if (served.length === 0) return []
  const items = [...new Set(served.flatMap(({ paths }) => paths))]
  return [{ job: { id: jobIdOf(origin, served), account }, spec: specOf(origin, items), pathsByMessage: pathsByMessageOf(served) }]
}

const rejectionOf = (buckets: ReadonlySet<string>, { id, content }: Message): ReadonlyArray<RejectedMessage> => {
  if (E.isLeft(content)) return [{ id, failure: content.left }]
  const stranger = content.right.find(({ bucket }) => !buckets.has(bucket))
  return stranger === undefined ? [] : [{ id, failure: { _tag: 'BucketUnknown', bucket: stranger.bucket } }]
}

/**
 * Makes one job for each origin of what some messages tell, in whatever order and however often they tell it. A message that
 * cannot be understood stays out of it, so that it holds up no other.
 */
export const batchOf = (origins: ReadonlyArray<Origin>, messages: ReadonlyArray<Message>, account: Account | undefined): Batch => {
  const buckets = new Set(origins.map(({ bucket }) => bucket))
  const rejected = messages.flatMap(message => rejectionOf(buckets, message))
  const isRejected = new Set(rejected.map(({ id }) => id))
  const told = messages.flatMap(({ id, content }) =>
    E.isLeft(content) || isRejected.has(id) ? [] : content.right.map(change => ({ messageId: id, change })),
  )
  const served = origins.map(origin => ({ origin, by: servedBy(origin, told) }))
  const isServed = new Set(served.flatMap(({ by }) => by.map(({ change }) => change)))
  return {
    messages: [...new Set(messages.map(({ id }) => id))],
    rejected,
    jobs: served.flatMap(({ origin, by }) => jobOf(origin, account, by)),
    changeCount: told.length,
    unserved: told.filter(({ change }) => !isServed.has(change)).length,
  }
}
