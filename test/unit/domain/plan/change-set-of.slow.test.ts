import { expect } from 'chai'
import { changeSetOf, everythingChanged } from '../../../../src/domain/plan/change-set-of.ts'
import { compare } from '../../../../src/domain/site/compare.ts'
import { readGlob } from '../../../../src/domain/site/globs.ts'
import { plain } from '../../../support/builders/changed-spec.ts'
import { entry } from '../../../support/builders/entries.ts'
import { cdnCapabilities } from '../../../support/capabilities.ts'
import { rightOf } from '../../../support/either.ts'

const { paths } = cdnCapabilities

describe('changeSetOf, with patterns', () => {
  const changeSet = (count: number, ...patterns: ReadonlyArray<string>) => {
    const entries = (letter: string) => Array.from({ length: count }, (_, index) => entry(`${letter}${index}`.padEnd(84, 'a'), 1))
    const rules = { ...plain, exclude: patterns.map(text => rightOf(readGlob(text))) }
    return rightOf(changeSetOf(paths, rules, compare(entries('a'), entries('b'))))
  }

  it('matches usual ones with very many names', function () {
    this.timeout(60_000)
    expect(changeSet(50_000, '*.html', '*.css', '*.js')).to.include({ _tag: 'Compared', files: 100_000 })
  })

  it('invalidates everything if they take too many steps to match with all names', function () {
    this.timeout(60_000)
    const why = 'include and exclude take too long to match with these files'
    expect(changeSet(20_000, `*{${'*,'.repeat(510)}}a`)).to.deep.equal(everythingChanged(paths, plain, why))
  })
})
