import * as E from 'fp-ts/lib/Either.js'
import type { Account } from '../cdn/caller.ts'
import type { Item } from '../items/item.ts'
import type { JobSpec } from '../parameters/job-spec.ts'
import type { Batch, BatchJob, Message, RefusedMessage } from './batch.ts'
import { jobIdOf, type Told } from './job-id.ts'
import type { Origin } from './origin.ts'
import { pathsOfObject } from './paths-of-object.ts'

/** As long as there can be: an invocation ends before a job gives up, and what is not done then comes again as messages. */
const timeoutMinutes = 1_380

const specOf = ({ distributionIds, maxPaths, role }: Origin, items: ReadonlyArray<Item>): JobSpec => ({
  distributionIds,
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
interface Served extends Told {
  readonly paths: ReadonlyArray<Item>
}

const servedBy = (origin: Origin, told: ReadonlyArray<Told>): ReadonlyArray<Served> => {
  const pathsOf = pathsOfObject(origin)
  return told.flatMap(({ messageId, change }) => {
    const paths = change.bucket === origin.bucket ? pathsOf(change.key) : []
    return paths.length === 0 ? [] : [{ messageId, change, paths }]
  })
}

const wantedBy = (served: ReadonlyArray<Served>): ReadonlyMap<string, ReadonlyArray<Item>> => {
  const wanted = new Map<string, Item[]>()
  for (const { messageId, paths } of served) {
    const before = wanted.get(messageId)
    if (before === undefined) wanted.set(messageId, [...paths])
    else before.push(...paths)
  }
  return wanted
}

const jobOf = (origin: Origin, account: Account | undefined, served: ReadonlyArray<Served>): ReadonlyArray<BatchJob> => {
  if (served.length === 0) return []
  const items = [...new Set(served.flatMap(({ paths }) => paths))]
  return [{ job: { id: jobIdOf(origin, served), account }, spec: specOf(origin, items), wanted: wantedBy(served) }]
}

const refusalOf = (buckets: ReadonlySet<string>, { id, changes }: Message): ReadonlyArray<RefusedMessage> => {
  if (E.isLeft(changes)) return [{ id, failure: changes.left }]
  const stranger = changes.right.find(({ bucket }) => !buckets.has(bucket))
  return stranger === undefined ? [] : [{ id, failure: { _tag: 'BucketUnknown', bucket: stranger.bucket } }]
}

/**
 * Makes one job for each origin of what some messages tell, in whatever order and however often they tell it. A message that
 * cannot be understood stays out of it, so that it holds up no other.
 */
export const batchOf = (origins: ReadonlyArray<Origin>, messages: ReadonlyArray<Message>, account: Account | undefined): Batch => {
  const buckets = new Set(origins.map(({ bucket }) => bucket))
  const refused = messages.flatMap(message => refusalOf(buckets, message))
  const isRefused = new Set(refused.map(({ id }) => id))
  const told = messages.flatMap(({ id, changes }) =>
    E.isLeft(changes) || isRefused.has(id) ? [] : changes.right.map(change => ({ messageId: id, change })),
  )
  const served = origins.map(origin => ({ origin, by: servedBy(origin, told) }))
  const isServed = new Set(served.flatMap(({ by }) => by.map(({ change }) => change)))
  return {
    messages: [...new Set(messages.map(({ id }) => id))],
    refused,
    jobs: served.flatMap(({ origin, by }) => jobOf(origin, account, by)),
    changes: told.length,
    ignored: told.filter(({ change }) => !isServed.has(change)).length,
  }
}
