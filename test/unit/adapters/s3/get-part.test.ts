import type { S3Client } from '@aws-sdk/client-s3'
import { expect } from 'chai'
import { readS3Url } from '../../../../src/adapters/aws/s3-url.ts'
import { isAskedFor, partsOf, toInput, toPlace } from '../../../../src/adapters/s3/get-part.ts'
import { knownLocation } from '../../../support/builders/artifacts.ts'

const output = (fields: object) => toPlace({ $metadata: {}, ...fields })

const known = readS3Url(knownLocation)

describe('toInput', () => {
  it('requests the last bytes without the size of the object', () => {
    expect(toInput(known, { last: 100 }, undefined)).to.deep.equal({
      Bucket: known.bucket,
      Key: known.key,
      Range: 'bytes=-100',
    })
  })

  it('requests a range of the same version of the object', () => {
    expect(toInput(known, { start: 5, end: 10 }, '"e"')).to.include({ Range: 'bytes=5-9', IfMatch: '"e"' })
  })
})

describe('toPlace', () => {
  it('reads the range of a part and the size of its object', () => {
    expect(output({ ContentRange: 'bytes 5-9/5497558138880', ContentLength: 5, ETag: '"e"' })).to.deep.equal({
      start: 5,
      end: 10,
      size: 5_497_558_138_880,
      etag: '"e"',
    })
  })

  it('treats a response without a range as the whole object', () => {
    expect(output({ ContentLength: 5 })).to.deep.equal({ start: 0, end: 5, size: 5, etag: undefined })
    expect(isAskedFor({ last: 100 }, output({ ContentLength: 0 }))).to.equal(true)
  })
})

describe('isAskedFor', () => {
  it('accepts only the requested range', () => {
    const isAccepted = (range: Parameters<typeof isAskedFor>[0], start: number, end: number) =>
      isAskedFor(range, { start, end, size: 1_000, etag: undefined })
    expect(isAccepted({ last: 100 }, 900, 1_000)).to.equal(true)
    expect(isAccepted({ last: 100 }, 0, 1_000)).to.equal(false)
    expect(isAccepted({ start: 5, end: 10 }, 5, 10)).to.equal(true)
    expect(isAccepted({ start: 5, end: 10 }, 5, 11)).to.equal(false)
    expect(isAccepted({ start: 5, end: 10 }, 0, 1_000)).to.equal(false)
    expect(isAskedFor({ last: 100 }, output({}))).to.equal(false)
  })
})

describe('partsOf', () => {
  const get = (bytes: number) => {
    const response = { $metadata: {}, ContentRange: 'bytes 5-9/100', Body: { transformToByteArray: async () => new Uint8Array(bytes) } }
    const client = { send: async () => response } as unknown as S3Client
    return partsOf(
      client,
      knownLocation,
      new AbortController().signal,
    )({ start: 5, end: 10 }).then(
      part => part.bytes.length,
      error => error.cause.message,
    )
  }

  it('rejects a response with fewer or more bytes than its range', async () => {
    expect(await Promise.all([get(5), get(4), get(6)])).to.deep.equal([5, 'Another part was sent', 'Another part was sent'])
  })
})
