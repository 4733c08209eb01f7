import { XMLBuilder } from 'fast-xml-parser'
import { artifactCredentials } from './job-event.ts'
import type { Reply, Request, Service } from './protocol.ts'
import { completed, type SomeReadings } from './readings.ts'
import type { ObjectEvent } from './s3-notification.ts'

/** An object's content. It can generate its bytes on demand, so an object can be larger than memory. */
export type Content = Pick<Uint8Array, 'byteLength' | 'subarray'>

/** S3's GetObject, and events for changed objects. Every caller may read every object, except as readings restrict the credentials of jobs. */
export interface LocalS3 {
  readonly service: Service
  /** Whether credentials with this access key id may read an object. */
  readonly mayRead: (accessKeyId: string | undefined, bucket: string, key: string) => boolean
  /** Makes an object the input artifact of the current run, which the credentials of its job can read in every reading. */
  readonly grant: (bucket: string, key: string) => void
  /** Creates or replaces an object. Creates the bucket if necessary. */
  readonly put: (bucket: string, key: string, content: Content) => void
  /** Deletes an object. As in S3, deleting a missing object succeeds too. */
  readonly delete: (bucket: string, key: string) => void
  /** Calls the listener for every later put and delete. */
  readonly watch: (listener: (event: ObjectEvent) => void) => void
  /** Makes every later response contain the whole object, whatever range is requested. HTTP allows that. */
  readonly ignoreRanges: () => void
  /** Total bytes of object content sent so far, without headers. */
  readonly bytesSent: () => number
}

interface StoredObject {
  readonly content: Content
  readonly etag: string
}

const builder = new XMLBuilder()

const error: Service['error'] = (status, code, message) => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build({ Error: { Code: code, Message: message, RequestId: 'local', HostId: 'local' } })}`,
  code,
})

const objectPath = /^\/(?<bucket>[^/?]+)\/(?<key>[^?]+)/

/** The path of an S3 request is not distinctive, so the service in the signature identifies it. */
const signedForS3 = /Credential=[^,]+\/s3\/aws4_request/

const accessKeyId = /Credential=(?<id>[^/]+)\//

/** A byte range; `end` is exclusive. */
interface ByteRange {
  readonly start: number
  readonly end: number
}

/**
 * The bytes that a Range header requests: `all` if S3 does not understand the header, `undefined` if the range cannot be
 * satisfied. A suffix range of an empty object is the whole object; S3 responds with 200.
 * https://github.com/apache/arrow-rs-object-store/issues/846
 */
const rangeOf = (header: string | undefined, size: number): ByteRange | 'all' | undefined => {
  const { from = '', to = '' } = /^bytes=(?<from>\d*)-(?<to>\d*)$/.exec(header ?? '')?.groups ?? {}
  if (`${from}${to}` === '' || (from === '' && size === 0)) return 'all'
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const end = from === '' || to === '' ? size : Math.min(size, Number(to) + 1)
  return start < end ? { start, end } : undefined
}

/** The first sequencer, and the distance to the next. They soon grow by a digit, so comparing them as text would fail. */
const firstSequencer = 0xff00
const sequencerStep = 16

export const localS3 = (now: () => number = Date.now, some: SomeReadings = {}): LocalS3 => {
  const { artifactCredentials: reach } = completed(some)
  let granted: string | undefined
  const buckets = new Map<string, Map<string, StoredObject>>()
  const listeners: ((event: ObjectEvent) => void)[] = []
  let changes = 0
  let puts = 0
  let sent = 0
  let honoursRanges = true

  const notify = (name: string, bucket: string, key: string, object: Pick<ObjectEvent, 'size' | 'etag'> = {}): void => {
    const sequencer = (firstSequencer + changes * sequencerStep).toString(16).toUpperCase()
    changes += 1
    for (const listener of listeners) listener({ name, bucket, key, sequencer, at: now(), ...object })
  }

  const read = ({ content, etag }: StoredObject, header: string | undefined): Reply => {
    const size = content.byteLength
    const range = rangeOf(header, size)
    if (range === undefined) return error(416, 'InvalidRange', 'The requested range is not satisfiable')
    const { start, end } = range === 'all' ? { start: 0, end: size } : range
    const body = content.subarray(start, end)
    sent += body.byteLength
    return {
      status: range === 'all' ? 200 : 206,
      headers: {
        etag,
        'accept-ranges': 'bytes',
        'content-type': 'application/zip',
        'content-length': String(body.byteLength),
        ...(range === 'all' ? {} : { 'content-range': `bytes ${start}-${end - 1}/${size}` }),
      },
      body,
    }
  }

  const mayRead: LocalS3['mayRead'] = (id, bucket, key) =>
    id !== artifactCredentials.accessKeyId || reach !== 'this-run' || granted === `${bucket}/${key}`

  const handle = ({ path, headers }: Request): Reply => {
    const { bucket = '', key: encoded = '' } = objectPath.exec(path)?.groups ?? {}
    const key = decodeURIComponent(encoded)
    const id = accessKeyId.exec(headers['authorization'] ?? '')?.groups?.['id']
    if (!mayRead(id, bucket, key)) return error(403, 'AccessDenied', 'Access Denied')
    const objects = buckets.get(bucket)
    if (objects === undefined) return error(404, 'NoSuchBucket', 'The specified bucket does not exist')
    const object = objects.get(key)
    if (object === undefined) return error(404, 'NoSuchKey', 'The specified key does not exist.')
    const { 'if-match': expected = object.etag, range } = headers
    return expected === object.etag
      ? read(object, honoursRanges ? range : undefined)
      : error(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold')
  }

  return {
    service: {
      name: 's3',
      operationOf: ({ method, path, headers }) =>
        method === 'GET' && objectPath.test(path) && signedForS3.test(headers['authorization'] ?? '') ? 'GetObject' : undefined,
      handle,
      error,
    },
    mayRead,
    grant: (bucket, key) => {
      granted = `${bucket}/${key}`
    },
    put: (bucket, key, content) => {
      puts += 1
      const objects = buckets.get(bucket) ?? new Map<string, StoredObject>()
      buckets.set(bucket, objects.set(key, { content, etag: `"local-${puts}"` }))
      notify('ObjectCreated:Put', bucket, key, { size: content.byteLength, etag: `local-${puts}` })
    },
    delete: (bucket, key) => {
      buckets.get(bucket)?.delete(key)
      notify('ObjectRemoved:Delete', bucket, key)
    },
    watch: listener => {
      listeners.push(listener)
    },
    ignoreRanges: () => {
      honoursRanges = false
    },
    bytesSent: () => sent,
  }
}
