import { expect } from 'chai'
import fc from 'fast-check'
import type { Split } from '../../../../src/domain/job/progress.ts'
import { partSize, splitAfter, splitOnce } from '../../../../src/domain/job/split.ts'

/** Sends a request with items in parts, and lists each part. Items at the places in `bad` are refused. */
const partsOf = (size: number, bad: ReadonlyArray<number>, from: Split | undefined): ReadonlyArray<readonly [number, number]> => {
  const parts: [number, number][] = []
  let split = from
  let done = from?.done ?? 0
  while (done < size) {
    const length = split === undefined ? size : partSize(split)
    const end = done + length
    const isRefused = length > 1 && bad.some(place => place >= done && place < end)
    parts.push([done, length])
    split = isRefused ? splitOnce(split, length) : splitAfter(split, length)
    done = isRefused ? done : end
  }
  return parts
}

describe('A request that is sent in parts', () => {
  it('is halved until each refused item is alone', () => {
    expect(partsOf(8, [2], undefined)).to.deep.equal([
      [0, 8],
      [0, 4],
      [0, 2],
      [2, 2],
      [2, 1],
      [3, 1],
      [4, 4],
    ])
    expect(partsOf(5, [4], undefined)).to.deep.equal([
      [0, 5],
      [0, 3],
      [3, 2],
      [3, 1],
      [4, 1],
    ])
  })

  it('is sent once if nothing is refused', () => {
    expect(partsOf(3_000, [], undefined)).to.deep.equal([[0, 3_000]])
  })

  it('takes about two requests for each halving of the size', () => {
    for (const place of [0, 1_777, 2_999]) expect(partsOf(3_000, [place], undefined)).to.have.length.at.most(25)
  })

  it('has the same parts that are not refused, wherever another invocation continues', () => {
    const story = fc
      .integer({ min: 1, max: 50 })
      .chain(size => fc.tuple(fc.constant(size), fc.uniqueArray(fc.nat({ max: size - 1 })), fc.nat({ max: 60 })))
    fc.assert(
      fc.property(story, ([size, bad, stop]) => {
        const accepted = ([start, length]: readonly [number, number]): boolean =>
          length === 1 || !bad.some(place => place >= start && place < start + length)
        const whole = partsOf(size, bad, undefined).filter(accepted)
        const before = whole.slice(0, stop)
        const done = before.reduce((sum, [, length]) => sum + length, 0)
        if (done === 0 || done === size) return
        const after = partsOf(size, bad, { size, done, halvings: 0 }).filter(accepted)
        expect([...before, ...after]).to.deep.equal(whole)
      }),
    )
  })

  it('counts from the next part again after one is done', () => {
    expect(splitOnce(undefined, 8)).to.deep.equal({ size: 8, done: 0, halvings: 1 })
    expect(splitOnce({ size: 8, done: 2, halvings: 1 }, 2)).to.deep.equal({ size: 8, done: 2, halvings: 2 })
    expect(splitAfter({ size: 8, done: 2, halvings: 3 }, 1)).to.deep.equal({ size: 8, done: 3, halvings: 0 })
    expect(splitAfter({ size: 8, done: 2, halvings: 3 }, 6)).to.equal(undefined)
    expect(splitAfter(undefined, 8)).to.equal(undefined)
  })
})
