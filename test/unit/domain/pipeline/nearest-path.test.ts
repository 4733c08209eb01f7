import { expect } from 'chai'
import fc from 'fast-check'
import { closest, distance } from 'fastest-levenshtein'
import { type Nearest, nearerPath } from '../../../../src/domain/pipeline/nearest-path.ts'

const nearest = (asked: string, paths: ReadonlyArray<string>): string | undefined =>
  paths.reduce<Nearest | undefined>(nearerPath(asked), undefined)?.path

describe('nearerTo', () => {
  it('finds what comparing all of them would find', () => {
    const path = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '/'), maxLength: 12 })
    fc.assert(
      fc.property(path, fc.array(path, { minLength: 1 }), (asked, paths) => {
        expect(distance(nearest(asked, paths) ?? '', asked)).to.equal(distance(closest(asked, paths), asked))
      }),
    )
  })

  it('names the first of those that are equally near', () => {
    expect(nearest('items.json', ['xtems.json', 'itemx.json'])).to.equal('xtems.json')
  })

  it('finds nothing where there is nothing', () => {
    expect(nearest('items.json', [])).to.equal(undefined)
  })

  it('takes no time over paths that are far too long', () => {
    const long = Array.from({ length: 200 }, (_, index) => 'x'.repeat(60_000 + index))
    const began = performance.now()
    expect(nearest('y'.repeat(900), long)).to.equal(long[0])
    expect(performance.now() - began).to.be.below(1_000)
  })
})
