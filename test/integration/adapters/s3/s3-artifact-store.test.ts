import { expect } from 'chai'
import { zipSync } from 'fflate'
import type { Fault } from '../../../../local/aws/faults.ts'
import type { Content } from '../../../../local/aws/s3.ts'
import type { LocalAws } from '../../../../local/aws/server.ts'
import { readS3Url, s3Url } from '../../../../src/adapters/aws/s3-url.ts'
import { s3ClientFor } from '../../../../src/adapters/s3/client-for.ts'
import { s3ArtifactStore } from '../../../../src/adapters/s3/s3-artifact-store.ts'
import type { ArtifactFailure } from '../../../../src/domain/pipeline/artifact-failure.ts'
import { artifactStoreContract } from '../../../../src/testing/contracts/artifact-store.ts'
import { bytesOf, fileAt, knownLocation, noise } from '../../../support/builders/artifacts.ts'
import { enormousZip, field, withRecord } from '../../../support/builders/zips.ts'
import { leftOf, rightOf } from '../../../support/either.ts'
import { environmentPerTest, localAwsPerTest, ownKey } from '../../../support/worlds/local-aws.ts'

const error = (status: number, code: string, message?: string): Fault => ({ kind: 'error', status, code, ...(message ? { message } : {}) })

const damaged = withRecord(zipSync({ 'items.json': bytesOf('["/*"]') }), 'items.json', record => record.writeUInt32LE(0, field.crc))

const { bucket, key } = readS3Url(knownLocation)

const put = (aws: LocalAws, content: Content): void => aws.s3.put(bucket, key, content)

/** The credentials of a session, as a job provides them. */
const provided = { accessKeyId: 'ASIAPROVIDED', secretAccessKey: 'provided-secret', sessionToken: 'provided-token' }

describe('S3, through the SDK against the local AWS', () => {
  const start = localAwsPerTest()
  const useEnvironment = environmentPerTest()

  const startStore = async () => {
    const aws = await start()
    useEnvironment(aws)
    const store = s3ArtifactStore(s3ClientFor())
    return { aws, store, read: (path: string, within = 5_000) => store.readFile(fileAt(path), within)() }
  }

  artifactStoreContract<(aws: LocalAws) => void>('S3', {
    locations: {
      known: knownLocation,
      others: [s3Url(bucket, 'my-site/SiteOutput/ü 2'), s3Url('another-bucket', key)],
      unknown: [s3Url(bucket, 'another/key'), s3Url('bucket-that-is-not', key)],
    },
    deniedResource: key,
    credentials: { provided, providedName: provided.accessKeyId, ownName: ownKey, secrets: ['provided-'] },
    faults: {
      Gone: aws => aws.faults.scheduleNext(error(404, 'NoSuchKey')),
      Denied: aws => aws.faults.scheduleNext(error(403, 'AccessDenied')),
      Unauthenticated: aws => aws.faults.scheduleNext(error(403, 'RequestTimeTooSkewed')),
      Throttled: aws => aws.faults.scheduleNext(error(503, 'SlowDown')),
      ServerError: aws => aws.faults.scheduleNext(error(500, 'InternalError')),
      Lost: aws => aws.faults.scheduleNext({ kind: 'drop-midway' }),
      Hang: aws => aws.faults.scheduleNext({ kind: 'hang-midway' }),
      NotAnArtifact: aws => put(aws, bytesOf('<html>')),
      DamagedFile: aws => put(aws, damaged),
    },
    start: async () => {
      const { aws, store } = await startStore()
      return {
        store,
        put: (location, files) => {
          const object = readS3Url(location)
          aws.s3.put(object.bucket, object.key, zipSync({ ...files }))
        },
        arrange: fault => fault(aws),
        calls: () => aws.calls().length,
        calledWith: () => aws.calls().at(-1)?.accessKeyId,
      }
    },
  })

  describe('of a large artifact', () => {
    const large = noise(1_000_000)
    const wanted = { path: 'in/items.json', bytes: noise(50_000) }

    it('reads the end, and then the one file', async () => {
      const { aws, read } = await startStore()
      put(aws, zipSync({ [wanted.path]: wanted.bytes, 'large.bin': large }, { level: 0 }))
      expect(Buffer.from(rightOf(await read(wanted.path))).equals(wanted.bytes)).to.equal(true)
      expect(aws.calls()).to.have.length(2)
      expect(aws.s3.bytesSent()).to.be.below(350_000)
    })

    it('reads nothing twice where the file and the end touch', async () => {
      const { aws, read } = await startStore()
      put(aws, zipSync({ 'large.bin': large, [wanted.path]: wanted.bytes, 'other.bin': noise(220_000) }, { level: 0 }))
      expect(Buffer.from(rightOf(await read(wanted.path))).equals(wanted.bytes)).to.equal(true)
      expect(aws.calls()).to.have.length(2)
      expect(aws.s3.bytesSent()).to.be.within(262_144, 280_000)
    })

    it('reads the file in another request where what stands before it is longer than usual', async () => {
      const { aws, read } = await startStore()
      put(aws, zipSync({ [wanted.path]: [wanted.bytes, { extra: { 4711: new Uint8Array(5_000) } }], 'large.bin': large }, { level: 0 }))
      expect(Buffer.from(rightOf(await read(wanted.path))).equals(wanted.bytes)).to.equal(true)
      expect(aws.calls()).to.have.length(3)
    })

    it('finds a file among 200,000 in ten gigabytes, and reads a few thousandths of them', async function () {
      this.timeout(60_000)
      const { aws, read } = await startStore()
      const artifact = enormousZip(200_000, { ...wanted, index: 150_000 })
      put(aws, artifact)
      expect(Buffer.from(rightOf(await read(wanted.path, 30_000))).equals(wanted.bytes)).to.equal(true)
      expect(artifact.byteLength).to.be.above(10_000_000_000)
      expect(aws.s3.bytesSent() / artifact.byteLength).to.be.below(0.003)
      expect(aws.calls().length).to.be.below(10)
    })

    it('names the nearest of 200,000 in a time that a job has', async function () {
      this.timeout(60_000)
      const { aws, read } = await startStore()
      put(aws, enormousZip(200_000, { ...wanted, index: 150_000 }))
      expect(leftOf(await read('im/item.json', 30_000))).to.deep.equal({ _tag: 'FileNotFound', nearest: wanted.path })
    })

    it('ends in time while it goes through them', async function () {
      this.timeout(60_000)
      const { aws, read } = await startStore()
      put(aws, enormousZip(200_000, { ...wanted, index: 150_000 }))
      const failure = leftOf(await read(wanted.path, 50))
      expect(failure).to.deep.equal({ _tag: 'ArtifactStoreUnavailable', reason: 'it took too long' })
      const { length } = aws.calls()
      await new Promise(resolve => setTimeout(resolve, 200))
      expect(aws.calls().length).to.be.within(length, length + 1)
    })

    it('fails where the artifact is replaced between two parts of it, so that it is read anew', async () => {
      const { aws, read } = await startStore()
      const artifact = zipSync({ [wanted.path]: wanted.bytes, 'large.bin': large }, { level: 0 })
      put(aws, {
        byteLength: artifact.length,
        subarray: (from, to) => {
          put(aws, artifact)
          return artifact.subarray(from, to)
        },
      })
      const failure = { _tag: 'ArtifactStoreUnavailable', reason: 'the object was replaced while it was read' }
      expect(leftOf(await read(wanted.path))).to.deep.equal(failure)
      expect(rightOf(await read(wanted.path))).to.have.length(50_000)
    })

    it('does not read an artifact that is sent as a whole', async () => {
      const { aws, read } = await startStore()
      put(aws, zipSync({ [wanted.path]: wanted.bytes, 'large.bin': large }, { level: 0 }))
      aws.s3.ignoreRanges()
      const failure = { _tag: 'ArtifactStoreUnavailable', reason: 'the answer could not be read' }
      expect(leftOf(await read(wanted.path))).to.deep.equal(failure)
    })
  })

  it('reads a small artifact in one request', async () => {
    const { aws, read } = await startStore()
    put(aws, zipSync({ 'items.json': bytesOf('["/*"]') }))
    rightOf(await read('items.json'))
    expect(aws.calls()).to.have.length(1)
  })

  const keyArn = 'arn:aws:kms:eu-west-1:111111111111:key/11111111-abcd-1111-abcd-111111abcdef'
  const noKey =
    'The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.'
  const notAuthorized = (what: string) =>
    `User: arn:aws:sts::111111111111:assumed-role/r/s is not authorized to perform: ${what} because no identity-based policy allows it`
  const location = knownLocation
  const hint = "Allow it in the pipeline's role, which provides the credentials for artifacts."

  const strange: ReadonlyArray<readonly [string, Fault, ArtifactFailure]> = [
    [
      'a missing right, spelt out',
      error(403, 'AccessDenied', notAuthorized(`s3:GetObject on resource: "arn:aws:s3:::${bucket}/${key}"`)),
      { _tag: 'ArtifactDenied', permission: 's3:GetObject', resource: `arn:aws:s3:::${bucket}/${key}`, hint },
    ],
    [
      'a key that may not be used',
      error(403, 'AccessDenied', notAuthorized(`kms:Decrypt on resource: ${keyArn}`)),
      { _tag: 'ArtifactDenied', permission: 'kms:Decrypt', resource: keyArn, hint },
    ],
    [
      'a key that is not named',
      error(403, 'AccessDenied', noKey),
      { _tag: 'ArtifactDenied', permission: 'kms:Decrypt', resource: `the key of ${location}`, hint },
    ],
    ['a bucket that is gone', error(404, 'NoSuchBucket'), { _tag: 'ArtifactNotFound', location }],
    ['throttling', error(503, 'SlowDown'), { _tag: 'ArtifactStoreUnavailable', reason: 'SlowDown' }],
    ['throttling by KMS', error(400, 'ThrottlingException'), { _tag: 'ArtifactStoreUnavailable', reason: 'ThrottlingException' }],
    ['a timeout on its side', error(400, 'RequestTimeout'), { _tag: 'ArtifactStoreUnavailable', reason: '400 RequestTimeout' }],
    ['a page of a proxy', { kind: 'garbage', status: 502 }, { _tag: 'ArtifactStoreUnavailable', reason: '502 Error' }],
    ['no answer', { kind: 'drop-before' }, { _tag: 'ArtifactStoreUnavailable', reason: 'it took too long' }],
    ['half an answer', { kind: 'drop-midway' }, { _tag: 'ArtifactStoreUnavailable', reason: 'ECONNRESET' }],
    [
      'an object in an archive',
      error(403, 'InvalidObjectState'),
      { _tag: 'ArtifactUnreadable', location, reason: 'it is in archive storage, and has to be restored first' },
    ],
    [
      'credentials that have expired',
      error(400, 'ExpiredToken', 'The provided token has expired: provided-token'),
      {
        _tag: 'ArtifactUnauthenticated',
        code: 'ExpiredToken',
        hint: "The job's credentials for its artifacts have expired, or the clock of this function is wrong. Retry the action: a new job has new credentials.",
      },
    ],
    [
      'a key that was disabled',
      error(400, 'KMS.DisabledException'),
      { _tag: 'ArtifactUnreadable', location, reason: 'S3 rejected the request with KMS.DisabledException' },
    ],
  ]
  for (const [what, fault, failure] of strange) {
    it(`reads ${what} as ${failure._tag}`, async () => {
      const { aws, read } = await startStore()
      put(aws, zipSync({ 'items.json': bytesOf('["/*"]') }))
      aws.faults.schedule('GetObject', fault)
      expect(leftOf(await read('items.json'))).to.deep.equal(failure)
    })
  }
})
