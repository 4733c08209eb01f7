import { once } from 'node:events'
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { expect } from 'chai'
import fc from 'fast-check'
import { listDirectory } from '../../../../src/adapters/local-files/directory.ts'
import { toFailure } from '../../../../src/adapters/local-files/failure.ts'
import { listSite, readLocalFile } from '../../../../src/adapters/local-files/local-files.ts'
import { maxNameBytes } from '../../../../src/domain/pipeline/artifact-entry.ts'
import { compare } from '../../../../src/domain/site/compare.ts'
import { generatedZip } from '../../../support/builders/zips.ts'
import { leftOf, rightOf } from '../../../support/either.ts'
import { scratchPerSuite } from '../../../support/worlds/cli.ts'

/** A ZIP whose names have this many bytes in total. */
const zipOf = (nameBytes: number): Uint8Array => {
  const zip = generatedZip(512, index => `${index}`.padStart(nameBytes / 512, '0'), 7)
  return zip.subarray(0, zip.byteLength)
}

const silent = (): void => {}

const list = async (path: string) => rightOf(await listSite(path, silent))
const failureOf = async (path: string) => leftOf(await listSite(path, silent))

describe('listSite', () => {
  const scratch = scratchPerSuite()

  const files = { 'index.html': 'hello', 'a/b.txt': '', 'a/c/d.bin': 'x'.repeat(600_000), 'ü.txt': 'ü' }

  it('lists a directory as a ZIP of it is listed', async () => {
    const directory = await list(scratch.directory('same', files))
    const zipped = await list(scratch.zip('same.zip', files))
    expect([...directory].sort((one, other) => (one.name < other.name ? -1 : 1))).to.deep.equal(
      [...zipped].sort((one, other) => (one.name < other.name ? -1 : 1)),
    )
  })

  it('finds any difference in content, between all kinds', async () => {
    let run = 0
    const content = fc.string({ unit: 'grapheme', maxLength: 20 })
    const site = fc.dictionary(fc.stringMatching(/^([A-Z]{1,3}\/)?[a-z]{1,3}$/), content, { maxKeys: 5 })
    await fc.assert(
      fc.asyncProperty(site, site, fc.boolean(), async (before, after, swapped) => {
        run += 1
        const paths = swapped
          ? [scratch.zip(`${run}-old.zip`, before), scratch.directory(`${run}-new`, after)]
          : [scratch.directory(`${run}-old`, before), scratch.zip(`${run}-new.zip`, after)]
        const [one = [], other = []] = await Promise.all(paths.map(list))
        const { added, modified, deleted, unchanged } = compare(one, other)
        const names = (selects: (name: string) => boolean) =>
          [...new Set([...Object.keys(before), ...Object.keys(after)])].filter(selects).sort()
        expect([...added].sort()).to.deep.equal(names(name => !(name in before)))
        expect([...deleted].sort()).to.deep.equal(names(name => !(name in after)))
        expect([...modified].sort()).to.deep.equal(names(name => name in before && name in after && before[name] !== after[name]))
        expect([...unchanged].sort()).to.deep.equal(names(name => name in before && before[name] === after[name]))
      }),
      { numRuns: 30 },
    )
  })

  it('lists an empty directory', async () => {
    expect(await list(scratch.directory('empty', {}))).to.deep.equal([])
  })

  it('follows links, but not those that lead back', async () => {
    const directory = scratch.directory('links', { 'real/a': 'a' })
    symlinkSync(join(directory, 'real'), join(directory, 'link'))
    symlinkSync(directory, join(directory, 'real', 'back'))
    expect((await list(directory)).map(({ name }) => name).sort()).to.deep.equal(['link/a', 'real/a'])
    expect((await list(directory)).map(({ fingerprint }) => fingerprint)).to.deep.equal([0xe8b7be43, 0xe8b7be43])
  })

  it('lists no sockets', async () => {
    const directory = scratch.directory('socket', { a: '' })
    const server = createServer().listen(join(directory, 's'))
    await once(server, 'listening')
    expect((await list(directory)).map(({ name }) => name)).to.deep.equal(['a'])
    server.close()
  })

  it('names what cannot be read, and why', async () => {
    expect(await failureOf(scratch.path('none'))).to.deep.equal({
      _tag: 'LocalFileUnreadable',
      path: scratch.path('none'),
      reason: 'it does not exist',
    })
    const broken = scratch.directory('broken', {})
    symlinkSync('nowhere', join(broken, 'link'))
    expect(await failureOf(broken)).to.include({ path: join(broken, 'link'), reason: 'it does not exist' })
  })

  it('names a file that is not a ZIP', async () => {
    writeFileSync(scratch.path('text.zip'), 'no ZIP at all, but longer than its end')
    const failure = await failureOf(scratch.path('text.zip'))
    expect(failure).to.include({ _tag: 'LocalFileUnreadable', path: scratch.path('text.zip') })
    expect(failure)
      .to.have.property('reason')
      .that.matches(/^it is not a readable ZIP file: .*[^.]$/)
    writeFileSync(scratch.path('zero.zip'), '')
    expect(await failureOf(scratch.path('zero.zip')))
      .to.have.property('reason')
      .that.matches(/^it is not a readable ZIP file: .*[^.]$/)
  })

  it('names a directory that is denied', async function () {
    if (process.getuid?.() === 0) this.skip()
    const denied = scratch.directory('denied', { 'inner/a': '' })
    chmodSync(join(denied, 'inner'), 0)
    expect(await failureOf(denied)).to.include({ reason: 'permission denied' })
    chmodSync(join(denied, 'inner'), 0o755)
  })

  it('lists no more files, and no longer names, than fit into memory', async () => {
    const directory = scratch.directory('limited', { 'aa/b': '', ü: '' })
    const listed = async (entries: number, nameBytes: number) => (await listDirectory(directory, silent, { entries, nameBytes }))?.length
    expect(await listed(2, 6)).to.equal(2)
    expect(await listed(1, 6)).to.equal(undefined)
    expect(await listed(2, 5)).to.equal(undefined)
  })

  it('does not list a ZIP with longer names than fit into memory', async () => {
    writeFileSync(scratch.path('many.zip'), zipOf(maxNameBytes + 512))
    expect(await failureOf(scratch.path('many.zip'))).to.deep.equal({ _tag: 'LocalSiteTooLarge' })
  })

  it('reports progress while a large file is read', async () => {
    const directory = scratch.path('large')
    mkdirSync(directory)
    writeFileSync(join(directory, 'a'), 'a')
    writeFileSync(join(directory, 'b'), '')
    truncateSync(join(directory, 'b'), 1024 * 1024)
    const seen: number[] = []
    let time = 0
    const slow = () => {
      time += 30
      return time
    }
    await listDirectory(directory, count => void seen.push(count), undefined, slow)
    expect(seen).to.deep.equal([1, 1, 1])
  })
})

describe('readLocalFile', () => {
  const scratch = scratchPerSuite()

  it('reads a file, or says why not', () => {
    writeFileSync(scratch.path('file'), 'text')
    expect(Buffer.from(rightOf(readLocalFile(scratch.path('file')))).toString()).to.equal('text')
    expect(leftOf(readLocalFile(scratch.path('none')))).to.include({ path: scratch.path('none'), reason: 'it does not exist' })
    expect(leftOf(readLocalFile(scratch.directory('directory', {})))).to.include({ reason: 'it is a directory' })
  })
})

describe('toFailure', () => {
  it('gives the reason of an error', () => {
    const failure = (error: unknown) => toFailure('/p')(error)
    expect(failure(Object.assign(new Error('m'), { code: 'EACCES', path: '/p/x' }))).to.include({
      path: '/p/x',
      reason: 'permission denied',
    })
    expect(failure(Object.assign(new Error('m'), { code: 'EPERM' }))).to.include({ path: '/p', reason: 'permission denied' })
    expect(failure(Object.assign(new Error('m'), { code: 'EISDIR' }))).to.include({ reason: 'it is a directory' })
    expect(failure(Object.assign(new Error('m'), { code: 'ENOTDIR' }))).to.include({ reason: 'it does not exist' })
    expect(failure(Object.assign(new Error('m'), { code: 'ELOOP' }))).to.include({ reason: 'a link leads to itself' })
    expect(failure(Object.assign(new Error('m'), { code: 'EIO' }))).to.include({ reason: 'EIO' })
    expect(failure(new Error('m'))).to.include({ path: '/p', reason: 'm' })
  })
})
