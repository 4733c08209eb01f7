import assert from 'node:assert/strict'
import type { Artifact, ArtifactFile, ArtifactLocation } from '../../domain/pipeline/artifact.ts'
import { assertDenied, assertFailure, assertSame, leftOf, rightOf } from './expect.ts'
import { faultsIn, inTime, timeFor, within, withinHang } from './faults.ts'
import { globalRunner, type TestRunner } from './runner.ts'
import { bytesOf, listed, misspelt, sampleFiles, textOf } from './sample-files.ts'
import { failureOfFault, type StoreHarness, type StoreUnderTest } from './store-harness.ts'

/** A fault after which the artifact is no different from before. */
const passing = ['Unauthenticated', 'Throttled', 'ServerError', 'Lost', 'Hang']

/**
 * What every `ArtifactStore` does. `runner` are the functions of the test runner; its globals are used if there are none.
 */
export const artifactStoreContract = <F>(name: string, harness: StoreHarness<F>, runner: TestRunner = globalRunner()): void => {
  const { describe, it, beforeEach } = runner
  const { locations, credentials, holds = () => true } = harness

  const artifactAt = (location: ArtifactLocation, change: Partial<Artifact> = {}): Artifact => ({
    name: 'SiteOutput',
    location,
    credentials: { _tag: 'Own' },
    ...change,
  })
  const known = artifactAt(locations.known)
  const withProvided = credentials
    ? artifactAt(locations.known, { credentials: { _tag: 'Provided', reveal: () => credentials.provided } })
    : known

  describe(`ArtifactStore contract: ${name}`, () => {
    const files = sampleFiles(holds)
    let under: StoreUnderTest<F>
    beforeEach(async () => {
      under = await harness.start()
      under.put(locations.known, files)
    })

    const read = (path: string, change: Partial<ArtifactFile> = {}, time = within) =>
      inTime(under.store.readFile({ artifact: known, path, maxBytes: 1_000_000, ...change }, time), time)
    const lengthOf = async (path: string, change: Partial<ArtifactFile> = {}) => rightOf(await read(path, change)).length
    const list = (artifact: Artifact, time = within) => inTime(under.store.list(artifact, time), time)

    for (const [path, bytes] of Object.entries(files)) {
      it(`reads ${JSON.stringify(path)} as it was before it was zipped`, async () => {
        assertSame(rightOf(await read(path)), bytes)
      })
    }

    it('lists all files with their sizes, and tells the same content from another', async () => {
      under.put(locations.known, listed.files)
      const entries = rightOf(await list(known))
      assert.deepEqual(
        entries.toSorted((one, other) => (one.name < other.name ? -1 : 1)),
        listed.entries,
      )
    })

    it('lists nothing of an artifact that is not there, and ends in time', async () => {
      assertFailure(leftOf(await list(artifactAt(locations.unknown[0]))), 'ArtifactNotFound')
      under.arrange(harness.faults.Hang)
      assertFailure(leftOf(await list(known, withinHang)), 'ArtifactStoreUnavailable')
    })

    it('does nothing until it is run', () => {
      under.store.readFile({ artifact: known, path: 'items.json', maxBytes: 1_000_000 }, within)
      under.store.list(known, within)
      assert.equal(under.calls(), 0)
    })

    it('tells artifacts apart', async () => {
      for (const [index, location] of locations.others.entries()) under.put(location, { 'items.json': bytesOf(`["/${index}"]`) })
      for (const [index, location] of locations.others.entries()) {
        assert.equal(textOf(rightOf(await read('items.json', { artifact: artifactAt(location) }))), `["/${index}"]`)
      }
      assert.equal(await lengthOf('items.json'), 6)
    })

    it('reads an artifact anew each time', async () => {
      rightOf(await read('items.json'))
      under.put(locations.known, { 'items.json': bytesOf('[]') })
      assert.equal(await lengthOf('items.json'), 2)
    })

    it('knows no other artifacts', async () => {
      for (const location of locations.unknown) {
        const failure = leftOf(await read('items.json', { artifact: artifactAt(location) }))
        assert.deepEqual(failure, { _tag: 'ArtifactNotFound', location })
      }
    })

    for (const [path, nearest] of misspelt(holds)) {
      it(`has no file at "${path}", and names the nearest one`, async () => {
        assert.deepEqual(leftOf(await read(path)), { _tag: 'FileNotFound', nearest })
      })
    }

    it('has no file where there is a folder', async () => {
      for (const path of ['in/some/folder', 'in/some/folder/']) assertFailure(leftOf(await read(path)), 'FileNotFound')
    })

    it('names no file where there is none', async () => {
      under.put(locations.known, {})
      assert.deepEqual(leftOf(await read('items.json')), { _tag: 'FileNotFound', nearest: undefined })
    })

    it('reads a file of as many bytes as it may, and none of one more', async () => {
      assert.equal(await lengthOf('repetitive.txt', { maxBytes: 180_000 }), 180_000)
      assert.deepEqual(leftOf(await read('repetitive.txt', { maxBytes: 179_999 })), { _tag: 'FileTooLarge', bytes: 180_000 })
      assert.equal(await lengthOf('empty', { maxBytes: 0 }), 0)
    })

    if (credentials) {
      it('reads with the credentials that are provided, or with its own, as it is told', async () => {
        rightOf(await read('items.json', { artifact: withProvided }))
        assert.equal(under.calledWith?.(), credentials.providedName)
        rightOf(await read('items.json'))
        assert.equal(under.calledWith?.(), credentials.ownName)
      })
    }

    it('names the permission that is missing, on what, and what to do', async () => {
      under.arrange(harness.faults.Denied)
      assertDenied(assertFailure(leftOf(await read('items.json')), 'ArtifactDenied'), harness.deniedResource)
    })

    for (const { fault, value, tag } of faultsIn(failureOfFault, harness.faults)) {
      it(`fails with ${tag} under a fault (${fault}), after one attempt`, async () => {
        rightOf(await read('items.json'))
        const before = under.calls()
        under.arrange(value)
        const failure = assertFailure(leftOf(await read('items.json', { artifact: withProvided }, timeFor(fault))), tag)
        assert.equal(under.calls() - before, 1)
        for (const secret of credentials?.secrets ?? []) assert.ok(!JSON.stringify(failure).includes(secret), 'a failure shows a secret')
      })

      if (passing.includes(fault)) {
        it(`reads the file when it is asked again after a fault (${fault})`, async () => {
          under.arrange(value)
          leftOf(await read('items.json', {}, timeFor(fault)))
          assert.equal(await lengthOf('items.json'), 6)
        })
      }
    }
  })
}
