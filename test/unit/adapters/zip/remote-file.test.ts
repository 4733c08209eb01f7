import { expect } from 'chai'
import fc from 'fast-check'
import { type GetPart, openRemoteFile, type Range } from '../../../../src/adapters/zip/remote-file.ts'
import { noise } from '../../../support/builders/artifacts.ts'

const tail = 256 * 1024
const content = Buffer.from(noise(tail + 50_000))

const recorder = (object = content) => {
  const requested: { readonly range: Range; readonly etag: string | undefined }[] = []
  const getPart: GetPart = async (range, etag) => {
    requested.push({ range, etag })
    const { start, end } = 'last' in range ? { start: Math.max(0, object.length - range.last), end: object.length } : range
    return { start, end, size: object.length, etag: '"e"', bytes: object.subarray(start, end) }
  }
  return { requested, getPart }
}

const failureOf = (read: Promise<unknown>): Promise<string> =>
  read.then(
    () => 'none',
    error => error.message,
  )

describe('openRemoteFile', () => {
  it('reads the same bytes as from a local file, in any order', async () => {
    const position = fc.nat({ max: content.length })
    const read = fc.record({ one: position, other: position, ahead: fc.nat({ max: 100_000 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(read, { maxLength: 8 }), async reads => {
        const { requested, getPart } = recorder()
        const file = await openRemoteFile(getPart)
        for (const { one, other, ahead } of reads) {
          const [start, end] = [Math.min(one, other), Math.max(one, other)]
          const known = file.atHand(start, end)
          const before = requested.length
          expect((await file.read(start, end, ahead)).equals(content.subarray(start, end))).to.equal(true)
          expect(requested.length - before).to.equal(known === undefined ? 1 : 0)
          expect(file.atHand(start, end)?.equals(content.subarray(start, end))).to.equal(true)
        }
        expect(requested[0]).to.deep.equal({ range: { last: tail }, etag: undefined })
        for (const { range, etag } of requested.slice(1)) {
          expect(etag).to.equal('"e"')
          expect(range)
            .to.have.property('end')
            .that.is.at.most(content.length - tail)
        }
      }),
    )
  })

  it('fetches the bytes ahead together with those it reads', async () => {
    const { requested, getPart } = recorder()
    const file = await openRemoteFile(getPart)
    await file.read(100, 110, 1_000)
    await file.read(110, 1_100)
    expect(requested).to.have.length(2)
    await file.read(110, 1_101)
    expect(requested).to.have.length(3)
  })

  it('fetches a small file in one request', async () => {
    const { requested, getPart } = recorder(content.subarray(0, 10))
    const file = await openRemoteFile(getPart)
    expect(file.size).to.equal(10)
    expect(await file.read(0, 10)).to.have.length(10)
    expect(requested).to.have.length(1)
  })

  it('rejects reads beyond its end', async () => {
    const file = await openRemoteFile(recorder().getPart)
    const beyond = 'it refers to what is not there; it may be cut off'
    expect(await failureOf(file.read(content.length - 1, content.length + 1))).to.equal(beyond)
    expect(await failureOf(file.read(2 ** 52, 2 ** 52 + 1))).to.equal(beyond)
    expect(await failureOf(file.read(2, 1))).to.equal(beyond)
  })
})
