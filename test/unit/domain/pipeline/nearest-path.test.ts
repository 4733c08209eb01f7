import { expect } from 'chai'
import fc from 'fast-check'
import { closest, distance } from 'fastest-levenshtein'
import { type Nearest, nearerPath } from '../../../../src/domain/pipeline/nearest-path.ts'

const nearest = (asked: string, paths: ReadonlyArray<string>): string | undefined =>
  paths.reduce<Nearest | undefined>(nearerPath(asked), undefined)?.path

describe('nearerTo', () => {
  it('finds a path with the smallest edit distance', () => {
    const path = fc.string({ unit: fc.constantFrom('a', 'b', 'c', '/'), maxLength: 12 })
    fc.assert(
      fc.property(path, fc.array(path, { minLength: 1 }), (asked, paths) => {
        expect(distance(nearest(asked, paths) ?? '', asked)).to.equal(distance(closest(asked, paths), asked))
      }),
    )
  })

  it('prefers the first of equally near paths', () => {
    expect(nearest('items.json', ['xtems.json', 'itemx.json'])).to.equal('xtems.json')
  })

  it('finds nothing if there are no paths', () => {
    expect(nearest('items.json', [])).to.equal(undefined)
  })

  it('skips very long paths quickly', () => {
    const long = Array.from({ length: 200 }, (_, index) => 'x'.repeat(60_000 + index))
    const startedAt = performance.now()
    expect(nearest('y'.repeat(900), long)).to.equal(long[0])
    expect(performance.now() - startedAt).to.be.below(1_000)
  })
  it('compares a very long requested path quickly', () => {
    const paths = Array.from({ length: 10_000 }, (_, index) => `assets/${index}.css`)
    const startedAt = performance.now()
    expect(nearest(`assets/1.css${'x'.repeat(100_000)}`, paths)).to.equal('assets/1.css')
    expect(performance.now() - startedAt).to.be.below(1_000)
  })
})
