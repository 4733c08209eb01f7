import { expect } from 'chai'
import { changeSetOf, everythingChanged, tooManyFiles } from '../../../../src/domain/plan/change-set-of.ts'
import { compare } from '../../../../src/domain/site/compare.ts'
import { plain } from '../../../support/builders/changed-spec.ts'
import { cdnCapabilities } from '../../../support/capabilities.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const entry = (name: string, fingerprint = 1) => ({ name, fingerprint, size: 1 })
const { paths } = cdnCapabilities

describe('changeSetOf', () => {
  it('returns the paths that differ and those that do not', () => {
    const before = [entry('a'), entry('b'), entry('c')]
    const after = [entry('a'), entry('b', 2), entry('d')]
    expect(rightOf(changeSetOf(paths, plain, compare(before, after)))).to.deep.equal({
      _tag: 'Compared',
      changed: ['/b', '/c', '/d'],
      unchanged: ['/a'],
      files: 3,
    })
  })

  it('invalidates everything if the paths do not fit into memory', () => {
    const long = Array.from({ length: 14_000 }, (_, index) => entry(String(index).padStart(3_900, '0')))
    expect(rightOf(changeSetOf(paths, plain, compare([], long)))).to.deep.equal(everythingChanged(paths, plain, tooManyFiles))
  })

  it('compares two empty sites', () => {
    expect(rightOf(changeSetOf(paths, plain, compare([], [])))).to.include({ _tag: 'Compared', files: 0 })
  })

  it('fails if the rules select nothing of either site', () => {
    const rules = { ...plain, stripPrefix: 'dist/' }
    expect(leftOf(changeSetOf(paths, rules, compare([entry('a')], [])))).to.deep.equal({ _tag: 'NothingSelected' })
    expect(leftOf(changeSetOf(paths, rules, compare([], [entry('a')])))).to.deep.equal({ _tag: 'NothingSelected' })
    expect(rightOf(changeSetOf(paths, rules, compare([entry('dist/a')], [])))).to.deep.include({ changed: ['/a'] })
  })
})

describe('everythingChanged', () => {
  it('is everything that is served', () => {
    expect(everythingChanged(paths, plain, tooManyFiles)).to.deep.equal({
      _tag: 'Unknown',
      changed: ['/*'],
      why: 'too many files to compare',
    })
  })
})
