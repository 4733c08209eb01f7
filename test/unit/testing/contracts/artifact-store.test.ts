import { expect } from 'chai'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { ArtifactStore } from '../../../../src/ports/artifact-store.ts'
import { artifactStoreContract } from '../../../../src/testing/contracts/artifact-store.ts'
import { failuresOf } from '../support/collecting-runner.ts'
import { storeHarness } from '../support/fake-harnesses.ts'

type Wrong = (store: ArtifactStore) => ArtifactStore

const failuresOn = (wrong: Wrong, change: Partial<typeof storeHarness> = {}): Promise<ReadonlyArray<string>> => {
  const start = async () => {
    const under = await storeHarness.start()
    return { ...under, store: wrong(under.store) }
  }
  return failuresOf(runner => artifactStoreContract('wrong', { ...storeHarness, ...change, start }, runner))
}

/** What an adapter does wrong, and the cases of the suite that find it. */
const wrongs: ReadonlyArray<readonly [what: string, wrong: Wrong, found: ReadonlyArray<string>]> = [
  [
    'reads text',
    store => ({
      ...store,
      readFile: (file, within) =>
        TE.map((bytes: Uint8Array) => new TextEncoder().encode(new TextDecoder().decode(bytes)))(store.readFile(file, within)),
    }),
    ['reads "every-byte" as it was before it was zipped', 'reads "noise.bin" as it was before it was zipped'],
  ],
  [
    'reads a file of any size',
    store => ({ ...store, readFile: (file, within) => store.readFile({ ...file, maxBytes: 1_000_000 }, within) }),
    ['reads a file of as many bytes as it may, and none of one more'],
  ],
  [
    'keeps to its own credentials',
    store => ({
      ...store,
      readFile: (file, within) => store.readFile({ ...file, artifact: { ...file.artifact, credentials: { _tag: 'Own' } } }, within),
    }),
    ['reads with the credentials that are provided, or with its own, as it is told'],
  ],
  [
    'shows its credentials',
    store => ({
      ...store,
      readFile: (file, within) =>
        TE.mapLeft(
          () =>
            ({
              _tag: 'ArtifactStoreUnavailable',
              reason: JSON.stringify(file.artifact.credentials._tag === 'Provided' && file.artifact.credentials.reveal()),
            }) as const,
        )(store.readFile(file, within)),
    }),
    ['fails with ArtifactStoreUnavailable under a fault (Throttled), after one attempt'],
  ],
  [
    'lists no fingerprints',
    store => ({
      ...store,
      list: (artifact, within) => TE.map(() => [{ name: 'a', fingerprint: 0, size: 3 }])(store.list(artifact, within)),
    }),
    ['lists all files with their sizes, and tells the same content from another'],
  ],
]

describe('The contract of ArtifactStore', () => {
  it('is kept by the fake', async () => {
    expect(await failuresOn(store => store)).to.deep.equal([])
  })

  for (const [what, wrong, found] of wrongs) {
    it(`is broken by an adapter that ${what}`, async () => {
      expect(await failuresOn(wrong)).to.include.members(found)
    })
  }

  it('puts no file into an artifact that cannot hold it', async () => {
    const holds = (path: string): boolean => /^[\w ./-]+$/.test(path)
    const refusing: Wrong = store => ({
      ...store,
      readFile: (file, within) =>
        file.path === '' || /^[\w ./\\-]+$/.test(file.path)
          ? store.readFile(file, within)
          : TE.left({ _tag: 'FileUnreadable', reason: 'no' }),
    })
    expect(await failuresOn(refusing, { holds })).to.deep.equal([])
  })
})
