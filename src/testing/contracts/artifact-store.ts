import { crc32 } from 'node:zlib'
import { expect } from 'chai'
import type { ArtifactFile, ArtifactLocation } from '../../src/domain/pipeline/artifact.ts'
import type { ArtifactFailure } from '../../src/domain/pipeline/artifact-failure.ts'
import type { ArtifactStore } from '../../src/ports/artifact-store.ts'
import { bytesOf, fileAt, knownArtifact, knownLocation, noise } from '../support/artifacts.ts'
import { leftOf, rightOf } from '../support/either.ts'

/** What can go wrong in a call. */
export type Trouble = 'Gone' | 'Denied' | 'Throttled' | 'Fault' | 'Lost' | 'Hang' | 'NotAnArtifact' | 'DamagedFile'

/** A store without artifacts, and the handles that a test needs. */
export interface StoreUnderTest {
  readonly store: ArtifactStore
  readonly put: (location: ArtifactLocation, files: Readonly<Record<string, Uint8Array>>) => void
  /** Makes the next call go wrong. */
  readonly arrange: (trouble: Trouble) => void
  readonly calls: () => number
  /** The key that the last call was made with, where it was not the program's own. */
  readonly lentKey: () => string | undefined
}

const expected: Readonly<Record<Trouble, ArtifactFailure['_tag']>> = {
  Gone: 'ArtifactNotFound',
  Denied: 'ArtifactDenied',
  Throttled: 'ArtifactStoreUnavailable',
  Fault: 'ArtifactStoreUnavailable',
  Lost: 'ArtifactStoreUnavailable',
  Hang: 'ArtifactStoreUnavailable',
  NotAnArtifact: 'ArtifactUnreadable',
  DamagedFile: 'FileUnreadable',
}

/** Paths and contents that something on the way could spoil. */
const awkward: Readonly<Record<string, Uint8Array>> = {
  'items.json': bytesOf('["/*"]'),
  'in/some/folder/items.txt': bytesOf('/a\n/b\n'),
  'Übersicht/日本 %20+&.json': bytesOf('["/ü"]'),
  empty: new Uint8Array(),
  'every-byte': Uint8Array.from({ length: 256 }, (_, index) => index),
  'a\nb': bytesOf('a path of two lines'),
  'repetitive.txt': bytesOf('/one/and/the/same\n'.repeat(10_000)),
  'noise.bin': noise(100_000),
}

const lent = { accessKeyId: 'ASIALENT', secretAccessKey: 'lent-secret', sessionToken: 'lent-token' }

/** What every ArtifactStore does. `make` gives a fresh one for each test. */
export const artifactStoreContract = (name: string, make: () => Promise<StoreUnderTest>): void => {
  describe(`ArtifactStore contract: ${name}`, () => {
    const within = 2_000
    let under: StoreUnderTest
    beforeEach(async () => {
      under = await make()
      under.put(knownLocation, awkward)
    })

    const read = (path: string, change: Partial<ArtifactFile> = {}, time = within) => under.store.readFile(fileAt(path, change), time)()

    const at = (location: ArtifactLocation): Partial<ArtifactFile> => ({ artifact: { ...knownArtifact, location } })

    for (const [path, bytes] of Object.entries(awkward)) {
      it(`reads ${JSON.stringify(path)} as it was before it was zipped`, async () => {
        expect(Buffer.from(rightOf(await read(path))).equals(bytes)).to.equal(true)
      })
    }

    it('lists all files with their sizes, and tells the same content from another', async () => {
      under.put(knownLocation, { a: bytesOf('one'), 'b/c': bytesOf('one'), d: bytesOf('two'), empty: new Uint8Array() })
      const entries = rightOf(await under.store.list(knownArtifact, within)())
      expect(entries).to.have.deep.members([
        { name: 'a', fingerprint: crc32('one'), size: 3 },
        { name: 'b/c', fingerprint: crc32('one'), size: 3 },
        { name: 'd', fingerprint: crc32('two'), size: 3 },
        { name: 'empty', fingerprint: 0, size: 0 },
      ])
    })

    it('lists nothing of an artifact that is not there, and in no time that it has not', async () => {
      const absent = { ...knownArtifact, location: { ...knownLocation, key: 'another/key' } }
      expect(leftOf(await under.store.list(absent, within)())._tag).to.equal('ArtifactNotFound')
      under.arrange('Hang')
      expect(leftOf(await under.store.list(knownArtifact, 50)())._tag).to.equal('ArtifactStoreUnavailable')
    })

    it('does nothing until it is run', () => {
      under.store.readFile(fileAt('items.json'), within)
      expect(under.calls()).to.equal(0)
    })

    it('tells artifacts apart by bucket and by key', async () => {
      const others = [
        { ...knownLocation, key: 'my-site/SiteOutput/ü 2' },
        { ...knownLocation, bucket: 'another-bucket' },
      ]
      for (const [index, location] of others.entries()) under.put(location, { 'items.json': bytesOf(`["/${index}"]`) })
      for (const [index, location] of others.entries()) {
        expect(Buffer.from(rightOf(await read('items.json', at(location)))).toString()).to.equal(`["/${index}"]`)
      }
      expect(rightOf(await read('items.json'))).to.have.length(6)
    })

    it('reads an artifact anew each time', async () => {
      rightOf(await read('items.json'))
      under.put(knownLocation, { 'items.json': bytesOf('[]') })
      expect(rightOf(await read('items.json'))).to.have.length(2)
    })

    it('knows no other artifacts', async () => {
      for (const location of [
        { ...knownLocation, key: 'another/key' },
        { ...knownLocation, bucket: 'bucket-that-is-not' },
      ]) {
        const failure = leftOf(await read('items.json', at(location)))
        expect(failure).to.deep.equal({ _tag: 'ArtifactNotFound', location: `s3://${location.bucket}/${location.key}` })
      }
    })

    const misspelt: ReadonlyArray<readonly [string, string]> = [
      ['item.json', 'items.json'],
      ['/items.json', 'items.json'],
      ['./items.json', 'items.json'],
      ['Items.json', 'items.json'],
      ['in/some/items.txt', 'in/some/folder/items.txt'],
      ['in\\some\\folder\\items.txt', 'in/some/folder/items.txt'],
      ['', 'a\nb'],
    ]
    for (const [path, nearest] of misspelt) {
      it(`has no file at "${path}", and names the nearest one`, async () => {
        expect(leftOf(await read(path))).to.deep.equal({ _tag: 'FileNotFound', nearest })
      })
    }

    it('has no file where there is a folder', async () => {
      for (const path of ['in/some/folder', 'in/some/folder/']) expect(leftOf(await read(path))._tag).to.equal('FileNotFound')
    })

    it('names no file where there is none', async () => {
      under.put(knownLocation, {})
      expect(leftOf(await read('items.json'))).to.deep.equal({ _tag: 'FileNotFound', nearest: undefined })
    })

    it('reads a file of as many bytes as it may, and none of one more', async () => {
      expect(rightOf(await read('repetitive.txt', { maxBytes: 180_000 }))).to.have.length(180_000)
      expect(leftOf(await read('repetitive.txt', { maxBytes: 179_999 }))).to.deep.equal({ _tag: 'FileTooLarge', bytes: 180_000 })
      expect(rightOf(await read('empty', { maxBytes: 0 }))).to.have.length(0)
    })

    it('reads with the credentials that are lent, and with its own where none are', async () => {
      rightOf(await read('items.json', { artifact: { ...knownArtifact, credentials: () => lent } }))
      expect(under.lentKey()).to.equal(lent.accessKeyId)
      rightOf(await read('items.json'))
      expect(under.lentKey()).to.equal(undefined)
    })

    it('says what permission is missing, on what', async () => {
      under.arrange('Denied')
      const failure = leftOf(await read('items.json'))
      expect(failure).to.have.property('permission').that.is.a('string').and.not.empty
      expect(failure).to.have.property('resource').that.includes(knownLocation.key)
    })

    for (const trouble of Object.keys(expected) as ReadonlyArray<Trouble>) {
      it(`fails with ${expected[trouble]} in trouble (${trouble}), after one attempt`, async () => {
        // The first call of a client takes longer than the others, and a call that hangs is given little time.
        rightOf(await read('items.json'))
        const before = under.calls()
        under.arrange(trouble)
        const failure = leftOf(
          await read('items.json', { artifact: { ...knownArtifact, credentials: () => lent } }, trouble === 'Hang' ? 50 : within),
        )
        expect(failure._tag).to.equal(expected[trouble])
        expect(under.calls() - before).to.equal(1)
        expect(JSON.stringify(failure)).not.to.include('lent')
      })
    }

    for (const trouble of ['Throttled', 'Fault', 'Lost', 'Hang'] as const) {
      it(`reads the file when it is asked again after trouble (${trouble})`, async () => {
        under.arrange(trouble)
        leftOf(await read('items.json', {}, trouble === 'Hang' ? 50 : within))
        expect(rightOf(await read('items.json'))).to.have.length(6)
      })
    }
  })
}
