import { expect } from 'chai'
import { compareSites, tooLargeToCompare } from '../../../../src/domain/plan/compare-sites.ts'
import { plain } from '../../../support/builders/changed-spec.ts'
import { cdnCapabilities } from '../../../support/capabilities.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const entry = (name: string, fingerprint = 1) => ({ name, fingerprint, size: 1 })
const { paths } = cdnCapabilities

describe('compareSites', () => {
  it('returns the paths that differ and those that do not', () => {
    const before = [entry('a'), entry('b'), entry('c')]
    const after = [entry('a'), entry('b', 2), entry('d')]
    expect(rightOf(compareSites(paths, plain, before, after))).to.deep.equal({
      _tag: 'Compared',
      changed: ['/b', '/c', '/d'],
      unchanged: ['/a'],
      files: 3,
    })
  })

  it('invalidates everything if the paths do not fit into memory', () => {
    const long = Array.from({ length: 14_000 }, (_, index) => entry(String(index).padStart(3_900, '0')))
    expect(rightOf(compareSites(paths, plain, [], long))).to.deep.equal(tooLargeToCompare(paths, plain))
  })

  it('compares two empty sites', () => {
    expect(rightOf(compareSites(paths, plain, [], []))).to.include({ _tag: 'Compared', files: 0 })
  })

  it('fails if the rules select nothing of either site', () => {
    const rules = { ...plain, stripPrefix: 'dist/' }
    expect(leftOf(compareSites(paths, rules, [entry('a')], []))).to.deep.equal({ _tag: 'NothingSelected' })
    expect(leftOf(compareSites(paths, rules, [], [entry('a')]))).to.deep.equal({ _tag: 'NothingSelected' })
    expect(rightOf(compareSites(paths, rules, [entry('dist/a')], []))).to.deep.include({ changed: ['/a'] })
  })
})

describe('tooLargeToCompare', () => {
  it('is everything that is served', () => {
    expect(tooLargeToCompare(paths, plain)).to.deep.equal({
      _tag: 'Unknown',
      changed: ['/*'],
      why: 'too many files to compare',
    })
  })
})
