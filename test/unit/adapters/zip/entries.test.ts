import { expect } from 'chai'
import { zipSync } from 'fflate'
import * as E from 'fp-ts/lib/Either.js'
import { findEntry, listEntries } from '../../../../src/adapters/zip/entries.ts'
import { openRemoteFile } from '../../../../src/adapters/zip/remote-file.ts'
import { openZip } from '../../../../src/adapters/zip/zip.ts'
import { maxEntries, maxNameBytes } from '../../../../src/domain/pipeline/artifact-entry.ts'
import { generatedZip, partsOfContent } from '../../../support/builders/zips.ts'
import { rightOf } from '../../../support/either.ts'

const open = async (count: number, nameLength: number) => {
  const file = await openRemoteFile(partsOfContent(generatedZip(count, index => `${index}`.padStart(nameLength, '0'), 7)))
  return { file, zip: await openZip(file) }
}

const list = async (count: number, nameLength: number) => {
  const { file, zip } = await open(count, nameLength)
  return listEntries(file, zip)
}

describe('listEntries', () => {
  it('lists nothing of an empty ZIP', async () => expect(await list(0, 1)).to.deep.equal(E.right([])))

  it('lists no more entries than fit into memory', async () => {
    expect(rightOf(await list(maxEntries, 6))).to.have.length(maxEntries)
    expect(await list(maxEntries + 1, 6)).to.deep.equal(E.left({ _tag: 'ArtifactTooLarge' }))
  })

  it('lists no longer names than fit into memory', async () => {
    const bytes = maxNameBytes / 512
    const named = (extra: number) => partsOfContent(generatedZip(512, index => `${index}`.padStart(bytes + (extra > 0 ? 1 : 0), '0'), 7))
    const listNamed = async (extra: number) => {
      const file = await openRemoteFile(named(extra))
      return listEntries(file, await openZip(file))
    }
    expect(rightOf(await listNamed(0))).to.have.length(512)
    expect(await listNamed(1)).to.deep.equal(E.left({ _tag: 'ArtifactTooLarge' }))
  })
})

describe('findEntry', () => {
  it('names no folder as the nearest file', async () => {
    const bytes = zipSync({ 'a/': new Uint8Array(), ab: new Uint8Array(1) })
    const file = await openRemoteFile(partsOfContent(bytes))
    expect(await findEntry(file, await openZip(file), 'a')).to.deep.equal(E.left({ _tag: 'FileNotFound', nearest: 'ab' }))
  })

  it('does not search an artifact that is too large', async () => {
    const { file, zip } = await open(maxEntries + 1, 6)
    expect(await findEntry(file, zip, 'none')).to.deep.equal(E.left({ _tag: 'ArtifactTooLarge' }))
  })
})
