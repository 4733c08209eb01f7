import { expect } from 'chai'
import fc from 'fast-check'
import type { GetPart, Range } from '../../../../src/adapters/s3/get-part.ts'
import { openRemoteFile } from '../../../../src/adapters/s3/remote-file.ts'
import { noise } from '../../../support/artifacts.ts'

const tail = 256 * 1024
const content = Buffer.from(noise(tail + 50_000))

const recorder = (object = content) => {
  const asked: { readonly range: Range; readonly etag: string | undefined }[] = []
  const getPart: GetPart = async (range, etag) => {
    asked.push({ range, etag })
    const { start, end } = 'last' in range ? { start: Math.max(0, object.length - range.last), end: object.length } : range
    return { start, end, size: object.length, etag: '"e"', bytes: object.subarray(start, end) }
  }
  return { asked, getPart }
}

const failureOf = (reading: Promise<unknown>): Promise<string> =>
  reading.then(
    () => 'none',
    error => error.message,
  )

describe('openRemoteFile', () => {
  it('reads what a file at hand would give, whatever is read, and in whichever order', async () => {
    const position = fc.nat({ max: content.length })
    const read = fc.record({ one: position, other: position, ahead: fc.nat({ max: 100_000 }) })
    await fc.assert(
      fc.asyncProperty(fc.array(read, { maxLength: 8 }), async reads => {
        const { asked, getPart } = recorder()
        const file = await openRemoteFile(getPart)
        for (const { one, other, ahead } of reads) {
          const [start, end] = [Math.min(one, other), Math.max(one, other)]
          const known = file.atHand(start, end)
          const before = asked.length
          expect((await file.read(start, end, ahead)).equals(content.subarray(start, end))).to.equal(true)
          expect(asked.length - before).to.equal(known === undefined ? 1 : 0)
          expect(file.atHand(start, end)?.equals(content.subarray(start, end))).to.equal(true)
        }
        expect(asked[0]).to.deep.equal({ range: { last: tail }, etag: undefined })
        for (const { range, etag } of asked.slice(1)) {
          expect(etag).to.equal('"e"')
          expect(range)
            .to.have.property('end')
            .that.is.at.most(content.length - tail)
        }
      }),
    )
  })

  it('fetches what is read next along with what is read first', async () => {
    const { asked, getPart } = recorder()
    const file = await openRemoteFile(getPart)
    await file.read(100, 110, 1_000)
    await file.read(110, 1_100)
    expect(asked).to.have.length(2)
    await file.read(110, 1_101)
    expect(asked).to.have.length(3)
  })

  it('has all of a small file at once', async () => {
    const { asked, getPart } = recorder(content.subarray(0, 10))
    const file = await openRemoteFile(getPart)
    expect(file.size).to.equal(10)
    expect(await file.read(0, 10)).to.have.length(10)
    expect(asked).to.have.length(1)
  })

  it('has no bytes beyond its end', async () => {
    const file = await openRemoteFile(recorder().getPart)
    const beyond = 'it refers to what is not there; it may be cut off'
    expect(await failureOf(file.read(content.length - 1, content.length + 1))).to.equal(beyond)
    expect(await failureOf(file.read(2 ** 52, 2 ** 52 + 1))).to.equal(beyond)
    expect(await failureOf(file.read(2, 1))).to.equal(beyond)
  })
})
