import { expect } from 'chai'
import { zipSync } from 'fflate'
import type { LocalAws } from '../../../../local/aws/server.ts'
import { readS3Url } from '../../../../src/adapters/aws/s3-url.ts'
import { s3ClientFor } from '../../../../src/adapters/s3/client-for.ts'
import { s3ArtifactStore } from '../../../../src/adapters/s3/s3-artifact-store.ts'
import type { ArtifactFailure } from '../../../../src/domain/pipeline/artifact-failure.ts'
import { bytesOf, fileAt, knownLocation, noise } from '../../../support/builders/artifacts.ts'
import { endField, field, withEnd, withRecord, zip64 } from '../../../support/builders/zips.ts'
import { leftOf, rightOf } from '../../../support/either.ts'
import { recorded } from '../../../support/recorded/zips.ts'
import { environmentPerTest, localAwsPerTest } from '../../../support/worlds/local-aws.ts'

const { bucket, key } = readS3Url(knownLocation)
const items = '["/*"]'
const plain = Buffer.from(zipSync({ 'items.json': bytesOf(items.repeat(100)), 'other.bin': noise(1_000) }))
const stored = Buffer.from(zipSync({ 'items.json': bytesOf(items) }, { level: 0 }))

const changed = (change: (record: Buffer) => void, zip = plain): Buffer => withRecord(zip, 'items.json', change)

/** The same ZIP, in which the file itself is not what the list says. */
const withData = (zip: Buffer, data: Uint8Array): Buffer => {
  const copy = Buffer.from(zip)
  copy.set(data, 30 + 'items.json'.length)
  return copy
}

describe('ZIPs in S3', () => {
  const start = localAwsPerTest()
  const useEnvironment = environmentPerTest()
  let aws: LocalAws
  beforeEach(async () => {
    aws = await start()
    useEnvironment(aws)
  })

  const read = (zip: Uint8Array, path = 'items.json', maxBytes = 1_000_000) => {
    aws.s3.put(bucket, key, zip)
    return s3ArtifactStore(s3ClientFor()).readFile(fileAt(path, { maxBytes }), 2_000)()
  }
  const textOf = async (zip: Uint8Array, path?: string): Promise<string> => Buffer.from(rightOf(await read(zip, path))).toString()

  for (const program of ['infoZip', 'python', 'pythonStreamed', 'twice'] as const) {
    it(`are read as another program made them (${program})`, async () => {
      expect(await textOf(recorded[program])).to.equal(items)
    })
  }

  for (const program of ['infoZip', 'python', 'pythonStreamed'] as const) {
    it(`have names beyond ASCII, marked as such or not (${program})`, async () => {
      expect(await textOf(recorded[program], 'in/ü/items.txt')).to.equal('/a\n/b\n')
      expect(leftOf(await read(recorded[program], 'in/u/items.txt'))).to.deep.equal({ _tag: 'FileNotFound', nearest: 'in/ü/items.txt' })
    })
  }

  it('have names in the alphabet of DOS', async () => {
    const zip = zipSync({ 'x.txt': bytesOf(items) })
    expect(
      await textOf(
        withRecord(zip, 'x.txt', record => record.writeUInt8(0x81, field.name)),
        'ü.txt',
      ),
    ).to.equal(items)
  })

  it('have names with the separators of Windows', async () => {
    expect(await textOf(zipSync({ 'in\\items.json': bytesOf(items) }), 'in/items.json')).to.equal(items)
  })

  it('may have files with names and sizes that are not as they should be beside the one that is read', async () => {
    const zip = zipSync({ 'items.json': bytesOf(items), '../../etc/passwd': bytesOf('x'), '/absolute': bytesOf('y') }, { level: 0 })
    expect(await textOf(withRecord(zip, '/absolute', record => record.writeUInt32LE(7, field.size)))).to.equal(items)
  })

  for (const compress of [true, false]) {
    it(`are read as ZIP64, ${compress ? 'deflated' : 'stored'}`, async () => {
      const zip = await zip64({ 'items.json': bytesOf(items), empty: new Uint8Array(), 'ü.bin': noise(300_000) }, compress)
      expect(await textOf(zip)).to.equal(items)
      expect(await textOf(zip, 'empty')).to.equal('')
      expect(Buffer.from(rightOf(await read(zip, 'ü.bin'))).equals(noise(300_000))).to.equal(true)
    })
  }

  const unreadable = (reason: string): ArtifactFailure => ({ _tag: 'ArtifactUnreadable', location: knownLocation, reason })
  const noEnd = 'End of central directory record signature not found. Either not a zip file, or file is truncated'
  const beyond = 'it refers to what is not there; it may be cut off'

  const noZips: ReadonlyArray<readonly [string, Uint8Array, string]> = [
    ['nothing', new Uint8Array(), noEnd],
    ['a page of HTML', bytesOf('<!doctype html>'.repeat(100)), noEnd],
    ['a gzipped file', Uint8Array.from([0x1f, 0x8b, ...noise(500_000)]), noEnd],
    ['a ZIP that is cut off at its end', plain.subarray(0, -30), noEnd],
    ['a ZIP that is cut off at its beginning', plain.subarray(-60), beyond],
    [
      'a ZIP whose list is somewhere else',
      withEnd(plain, end => end.writeUInt32LE(0, endField.list)),
      'invalid central directory file header signature: 0x4034b50',
    ],
    [
      'a ZIP whose file is somewhere else',
      changed(record => record.writeUInt32LE(1, field.localHeader)),
      'invalid local file header signature: 0x1404034b',
    ],
    ['a ZIP whose file is beyond its end', changed(record => record.writeUInt32LE(1_000_000, field.localHeader)), beyond],
    ['a ZIP with more files than it says', withEnd(plain, end => end.writeUInt16LE(1, endField.count)), 'it has more files than it says'],
    ['a ZIP with fewer files than it says', withEnd(plain, end => end.writeUInt16LE(9, endField.count)), beyond],
  ]
  for (const [what, content, reason] of noZips) {
    it(`are not: ${what}`, async () => {
      expect(leftOf(await read(content))).to.deep.equal(unreadable(reason))
    })
  }

  it('are not read any further where one file hides what it is', async () => {
    const failure = leftOf(await read(changed(record => record.writeUInt16LE(0x41, field.flags))))
    expect(failure).to.deep.equal(unreadable('strong encryption is not supported'))
  })

  const wrongSum = 'it is damaged: its checksum or its length is not what it should be'
  const wrongData = 'it is damaged: it cannot be inflated to what it should be'
  const damagedFiles: ReadonlyArray<readonly [string, Uint8Array, string]> = [
    ['is encrypted', recorded.encrypted, 'it is encrypted'],
    ['is compressed with LZMA', recorded.lzma, 'its compression method 14 is not known here'],
    ['has another checksum', changed(record => record.writeUInt32LE(1, field.crc)), wrongSum],
    ['has another checksum, and is stored', withData(stored, bytesOf('["/x"]')), wrongSum],
    ['is longer than it says', changed(record => record.writeUInt32LE(599, field.size)), wrongData],
    ['is shorter than it says', changed(record => record.writeUInt32LE(601, field.size)), wrongSum],
    ['says that it is empty, and is not', changed(record => record.writeUInt32LE(0, field.size)), wrongData],
    ['is longer than it says, and is stored', changed(record => record.writeUInt32LE(5, field.size), stored), wrongSum],
    ['is cut off', changed(record => record.writeUInt32LE(5, field.compressedSize)), wrongData],
    ['cannot be inflated', withData(plain, Uint8Array.from([0xff, 0xff, 0xff])), wrongData],
    [
      'is larger compressed than it can be',
      changed(record => record.writeUInt32LE(5_000, field.compressedSize)),
      'it is damaged: compressed, it is larger than it should be',
    ],
  ]
  for (const [what, zip, reason] of damagedFiles) {
    it(`have a file that cannot be read, since it ${what}`, async () => {
      expect(leftOf(await read(zip))).to.deep.equal({ _tag: 'FileUnreadable', reason })
    })
  }

  describe('with a small file that would fill the memory', () => {
    const bomb = Buffer.from(zipSync({ 'items.json': new Uint8Array(50_000_000) }))

    it('do not inflate it where they say how large it is', async () => {
      expect(leftOf(await read(bomb))).to.deep.equal({ _tag: 'FileTooLarge', bytes: 50_000_000 })
    })

    it('inflate no more of it than they say where they lie', async () => {
      const lying = withRecord(bomb, 'items.json', record => record.writeUInt32LE(100_000, field.size))
      expect(leftOf(await read(lying))).to.deep.equal({ _tag: 'FileUnreadable', reason: wrongData })
    })
  })

  it('do not download a file that is too large', async () => {
    const zip = zipSync({ 'items.json': noise(300_000), 'other.bin': noise(300_000) }, { level: 0 })
    expect(leftOf(await read(zip, 'items.json', 299_999))).to.deep.equal({ _tag: 'FileTooLarge', bytes: 300_000 })
    expect(aws.calls()).to.have.length(1)
  })
})
