import { XMLBuilder } from 'fast-xml-parser'
import type { Reply, Request, Service } from './protocol.ts'
import type { ObjectEvent } from './s3-notification.ts'

/** What an object holds: bytes, or something that makes those that are asked for, so that an object can be larger than memory. */
export type Content = Pick<Uint8Array, 'byteLength' | 'subarray'>

/** S3, as far as reading objects and telling of changes goes. Whoever asks may read everything. */
export interface LocalS3 {
  readonly service: Service
  /** Puts an object in the place of whatever was there. Its bucket comes into being with it. */
  readonly put: (bucket: string, key: string, content: Content) => void
  /** Takes an object away. As at AWS, one that is not there is deleted like any other. */
  readonly delete: (bucket: string, key: string) => void
  /** Tells of everything that is put and deleted from now on. */
  readonly watch: (listener: (event: ObjectEvent) => void) => void
  /** From now on all of an object is sent, whatever part is asked for, as HTTP allows. */
  readonly ignoreRanges: () => void
  /** The bytes of objects that were sent so far, without what is around them. */
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

const place = /^\/(?<bucket>[^/?]+)\/(?<key>[^?]+)/

/** Requests for objects look like any others; what tells them is the service that they are signed for. */
const signedForS3 = /Credential=[^,]+\/s3\/aws4_request/

/** Some bytes of an object, the end not included. */
interface Span {
  readonly start: number
  readonly end: number
}

/**
 * What a range asks for: all of the object where it is none that S3 knows, and `undefined` where it asks for nothing
 * that is there. The last bytes of an empty object are all of it: AWS answers that with 200.
 * https://github.com/apache/arrow-rs-object-store/issues/846
 */
const spanOf = (range: string | undefined, size: number): Span | 'all' | undefined => {
  const { from = '', to = '' } = /^bytes=(?<from>\d*)-(?<to>\d*)$/.exec(range ?? '')?.groups ?? {}
  if (`${from}${to}` === '' || (from === '' && size === 0)) return 'all'
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from)
  const end = from === '' || to === '' ? size : Math.min(size, Number(to) + 1)
  return start < end ? { start, end } : undefined
}

/** The first sequencer, and how much larger the next one is: soon one has more digits than the last. */
const firstSequencer = 0xff00
const sequencerStep = 16

export const localS3 = (now: () => number = Date.now): LocalS3 => {
  const buckets = new Map<string, Map<string, StoredObject>>()
  const listeners: ((event: ObjectEvent) => void)[] = []
  let changes = 0
  let puts = 0
  let sent = 0
  let heedsRanges = true

  const tell = (name: string, bucket: string, key: string, object: Pick<ObjectEvent, 'size' | 'etag'> = {}): void => {
    const sequencer = (firstSequencer + changes * sequencerStep).toString(16).toUpperCase()
    changes += 1
    for (const listener of listeners) listener({ name, bucket, key, sequencer, at: now(), ...object })
  }

  const read = ({ content, etag }: StoredObject, range: string | undefined): Reply => {
    const size = content.byteLength
    const span = spanOf(range, size)
    if (span === undefined) return error(416, 'InvalidRange', 'The requested range is not satisfiable')
    const { start, end } = span === 'all' ? { start: 0, end: size } : span
    const body = content.subarray(start, end)
    sent += body.byteLength
    return {
      status: span === 'all' ? 200 : 206,
      headers: {
        etag,
        'accept-ranges': 'bytes',
        'content-type': 'application/zip',
        'content-length': String(body.byteLength),
        ...(span === 'all' ? {} : { 'content-range': `bytes ${start}-${end - 1}/${size}` }),
      },
      body,
    }
  }

  const handle = ({ path, headers }: Request): Reply => {
    const { bucket = '', key = '' } = place.exec(path)?.groups ?? {}
    const objects = buckets.get(bucket)
    if (objects === undefined) return error(404, 'NoSuchBucket', 'The specified bucket does not exist')
    const object = objects.get(decodeURIComponent(key))
    if (object === undefined) return error(404, 'NoSuchKey', 'The specified key does not exist.')
    const { 'if-match': expected = object.etag, range } = headers
    return expected === object.etag
      ? read(object, heedsRanges ? range : undefined)
      : error(412, 'PreconditionFailed', 'At least one of the pre-conditions you specified did not hold')
  }

  return {
    service: {
      name: 's3',
      operationOf: ({ method, path, headers }) =>
        method === 'GET' && place.test(path) && signedForS3.test(headers['authorization'] ?? '') ? 'GetObject' : undefined,
      handle,
      error,
    },
    put: (bucket, key, content) => {
      puts += 1
      const objects = buckets.get(bucket) ?? new Map<string, StoredObject>()
      buckets.set(bucket, objects.set(key, { content, etag: `"local-${puts}"` }))
      tell('ObjectCreated:Put', bucket, key, { size: content.byteLength, etag: `local-${puts}` })
    },
    delete: (bucket, key) => {
      buckets.get(bucket)?.delete(key)
      tell('ObjectRemoved:Delete', bucket, key)
    },
    watch: listener => {
      listeners.push(listener)
    },
    ignoreRanges: () => {
      heedsRanges = false
    },
    bytesSent: () => sent,
  }
}
