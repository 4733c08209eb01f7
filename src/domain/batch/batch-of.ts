import * as TH from 'fp-ts/lib/These.js'
import { noDoubts } from '../items/doubt.ts'
import type { Item } from '../items/item.ts'
import type { PathRules } from '../items/rules.ts'
import type { JobSpec } from '../parameters/job-spec.ts'
import type { Batch, BatchJob, Message, RejectedMessage } from './batch.ts'
import { jobIdOf, type ReportedChange } from './job-id.ts'
import type { ObjectChange, Origin } from './origin.ts'
import { pathsOfObject } from './paths-of-object.ts'

/** A day, which no invocation reaches: unfinished messages are redelivered instead. */
const timeoutMinutes = 1_440

const specOf = ({ targetIds, host, maxPaths, credentials }: Origin, items: ReadonlyArray<Item>): JobSpec => ({
  targetIds,
  host,
  items,
  doubts: noDoubts,
  itemsFrom: undefined,
  maxPaths,
  changed: undefined,
  credentials,
  waitForCompletion: false,
  onWaitTimeout: 'succeed',
  timeoutMinutes,
  dryRun: false,
  allowsEverything: true,
})

/** A change, and the paths under which an origin serves the object. */
interface ServedChange extends ReportedChange {
  readonly paths: ReadonlyArray<Item>
}

const servedBy = (rules: PathRules, origin: Origin, reported: ReadonlyArray<ReportedChange>): ReadonlyArray<ServedChange> => {
  const pathsOf = pathsOfObject(rules, origin)
  return reported.flatMap(({ messageId, change }) => {
    const paths = change.bucket === origin.bucket ? pathsOf(change.key) : []
    return paths.length === 0 ? [] : [{ messageId, change, paths }]
  })
}

const pathsByMessageOf = (served: ReadonlyArray<ServedChange>): ReadonlyMap<string, ReadonlyArray<Item>> => {
  const pathsByMessage = new Map<string, Item[]>()
  for (const { messageId, paths } of served) {
    const before = pathsByMessage.get(messageId)
    if (before === undefined) pathsByMessage.set(messageId, [...paths])
    else before.push(...paths)
  }
  return pathsByMessage
}

const jobOf = (origin: Origin, served: ReadonlyArray<ServedChange>): ReadonlyArray<BatchJob> => {
  if (served.length === 0) return []
  const items = [...new Set(served.flatMap(({ paths }) => paths))]
  return [{ id: jobIdOf(origin, served), spec: specOf(origin, items), pathsByMessage: pathsByMessageOf(served) }]
}

const changesIn = ({ content }: Message): ReadonlyArray<ObjectChange> => (TH.isLeft(content) ? [] : content.right)

const rejectionOf = (buckets: ReadonlySet<string>, message: Message): ReadonlyArray<RejectedMessage> => {
  const { id, content } = message
  if (!TH.isRight(content)) return [{ id, failure: content.left }]
  const unknown = content.right.find(({ bucket }) => !buckets.has(bucket))
  return unknown === undefined ? [] : [{ id, failure: { _tag: 'BucketUnknown', bucket: unknown.bucket } }]
}

/**
 * Turns messages into one job for each origin. The result does not depend on their order, or on duplicates. Unreadable messages are
 * rejected individually and do not block the others. Of a message with an unusable record, the other changes are handled, although each
 * redelivery repeats them: their job has the same id again. `heldBack` are the ids of the messages that are not handled this time.
 */
export const batchOf = (
  rules: PathRules,
  origins: ReadonlyArray<Origin>,
  messages: ReadonlyArray<Message>,
  heldBack: ReadonlyArray<string> = [],
): Batch => {
  const buckets = new Set(origins.map(({ bucket }) => bucket))
  const rejected = messages.flatMap(message => rejectionOf(buckets, message))
  const reported = messages.flatMap(message =>
    changesIn(message).flatMap(change => (buckets.has(change.bucket) ? [{ messageId: message.id, change }] : [])),
  )
  const served = origins.map(origin => ({ origin, changes: servedBy(rules, origin, reported) }))
  const isServed = new Set(served.flatMap(({ changes }) => changes.map(({ change }) => change)))
  const unserved = reported.filter(({ change }) => !isServed.has(change))
  return {
    messages: [...new Set([...messages.map(({ id }) => id), ...heldBack])],
    rejected,
    heldBack,
    jobs: served.flatMap(({ origin, changes }) => jobOf(origin, changes)),
    changeCount: reported.length,
    unserved: unserved.length,
    firstUnserved: unserved[0]?.change,
  }
}
