import { Readable } from 'node:stream'
import { GetObjectCommand, type GetObjectCommandInput, type GetObjectCommandOutput } from '@aws-sdk/client-s3'
import type { ArtifactLocation } from '../../domain/pipeline/artifact.ts'
import { readS3Url, type S3Object } from '../aws/s3-url.ts'
import type { GetPart, Part, Range } from '../zip/remote-file.ts'
import type { ClientFor } from './client-for.ts'
import { GetObjectFailed } from './failure.ts'

/** The position of a part in a response. */
type Place = Omit<Part, 'bytes'>

/** The input of `GetObject`. */
export const toInput = ({ bucket, key }: S3Object, range: Range, etag: string | undefined): GetObjectCommandInput => ({
  Bucket: bucket,
  Key: key,
  Range: 'last' in range ? `bytes=-${range.last}` : `bytes=${range.start}-${range.end - 1}`,
  ...(etag === undefined ? {} : { IfMatch: etag }),
})

const contentRange = /^bytes (?<first>\d+)-(?<last>\d+)\/(?<size>\d+)$/

/** The position of the part in a response. An empty object is returned whole, without a range. */
export const toPlace = ({ ContentRange, ContentLength, ETag }: GetObjectCommandOutput): Place => {
  const { first, last, size } = contentRange.exec(ContentRange ?? '')?.groups ?? {}
  const whole = ContentLength ?? Number.POSITIVE_INFINITY
  return first === undefined
    ? { start: 0, end: whole, size: whole, etag: ETag }
    : { start: Number(first), end: Number(last) + 1, size: Number(size), etag: ETag }
}

/** Whether a response has only the requested bytes. Otherwise it could be the whole object, and must not be read. */
export const isAskedFor = (range: Range, { start, end }: Place): boolean =>
  'last' in range ? end - start <= range.last : start === range.start && end === range.end

/** An error that `readSdkFailure` classifies as an unreadable response. */
const unreadable = ({ $metadata }: GetObjectCommandOutput): Error => Object.assign(new Error('Another part was sent'), { $metadata })

const readPart = async (range: Range, output: GetObjectCommandOutput): Promise<Part> => {
  const place = toPlace(output)
  if (!isAskedFor(range, place)) {
    if (output.Body instanceof Readable) output.Body.destroy()
    throw unreadable(output)
  }
  const { buffer, byteOffset, length } = (await output.Body?.transformToByteArray()) ?? new Uint8Array()
  if (length !== place.end - place.start) throw unreadable(output)
  return { ...place, bytes: Buffer.from(buffer, byteOffset, length) }
}

/** Reads parts of one object in S3. Rejects with `GetObjectFailed`. */
export const partsOf =
  (client: ReturnType<ClientFor>, location: ArtifactLocation, abortSignal: AbortSignal): GetPart =>
  (range, etag) =>
    client
      .send(new GetObjectCommand(toInput(readS3Url(location), range, etag)), { abortSignal })
      .then(output => readPart(range, output))
      .catch(cause => {
        throw new GetObjectFailed('GetObject failed', { cause })
      })
