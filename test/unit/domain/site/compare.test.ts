import { expect } from 'chai'
import fc from 'fast-check'
import type { ArtifactEntry } from '../../../../src/domain/pipeline/artifact-entry.ts'
import { compare, unite } from '../../../../src/domain/site/compare.ts'
import { entries, entry } from '../../../support/builders/entries.ts'

/** The files after unzipping an artifact, with what identifies their content. */
const unzipped = (all: ReadonlyArray<ArtifactEntry>): ReadonlyMap<string, string> =>
  new Map(all.filter(({ name }) => !name.endsWith('/')).map(({ name, fingerprint, size }) => [name, `${fingerprint}/${size}`]))

describe('compare', () => {
  it('classifies every file as a comparison of the unzipped artifacts does', () => {
    fc.assert(
      fc.property(entries, entries, (before, after) => {
        const [old, now] = [unzipped(before), unzipped(after)]
        const found = compare(before, after)
        expect(found.added).to.have.members([...now.keys()].filter(name => !old.has(name)))
        expect(found.deleted).to.have.members([...old.keys()].filter(name => !now.has(name)))
        expect(found.modified).to.have.members([...now.keys()].filter(name => old.has(name) && old.get(name) !== now.get(name)))
        expect(found.unchanged).to.have.members([...now.keys()].filter(name => old.get(name) === now.get(name)))
      }),
    )
  })

  it('finds added files deleted in the opposite direction', () => {
    fc.assert(
      fc.property(entries, entries, (one, other) => {
        const [there, back] = [compare(one, other), compare(other, one)]
        expect(back.deleted).to.have.members([...there.added])
        expect(back.modified).to.have.members([...there.modified])
      }),
    )
  })

  it('does not depend on the order of the files', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string({ unit: fc.constantFrom('a', 'b', '/', 'é'), minLength: 1 })), names => {
        const all = names.filter(name => !name.startsWith('/')).map((name, index) => entry(name, index))
        expect(compare(all, [...all].reverse())).to.deep.include({ added: [], modified: [], deleted: [] })
      }),
    )
  })

  it('detects a change of only the size, and of only the CRC-32', () => {
    const before = [entry('a', 1, 1), entry('b', 1, 1), entry('c', 1, 1)]
    const after = [entry('a', 1, 2), entry('b', 2, 1), entry('c', 1, 1)]
    expect(compare(before, after)).to.deep.include({ modified: ['a', 'b'], unchanged: ['c'] })
  })

  it('uses the last of several entries with the same name', () => {
    expect(compare([entry('a', 1), entry('a', 2)], [entry('a', 9), entry('a', 2)]).unchanged).to.deep.equal(['a'])
    expect(compare([entry('a', 2), entry('a', 1)], [entry('a', 2), entry('a', 2)]).modified).to.deep.equal(['a'])
  })

  it('recognizes a file zipped by another tool', () => {
    const before = [entry('docs/'), entry('docs/a.html', 1), entry('b.html', 1)]
    const after = [entry('docs\\'), entry('docs\\a.html', 1), entry('./b.html', 1)]
    expect(compare(before, after)).to.deep.equal({ added: [], modified: [], deleted: [], unchanged: ['docs/a.html', 'b.html'] })
  })

  it('handles names of JavaScript object properties', () => {
    expect(compare([entry('__proto__', 1)], [entry('__proto__', 2), entry('constructor')])).to.deep.equal({
      added: ['constructor'],
      modified: ['__proto__'],
      deleted: [],
      unchanged: [],
    })
  })
})

describe('unite', () => {
  const several = fc.array(entries, { minLength: 1, maxLength: 4 })

  it('classifies every file by all earlier artifacts', () => {
    fc.assert(
      fc.property(several, entries, ([first = [], ...rest], after) => {
        const found = rest.map(before => compare(before, after)).reduce(unite, compare(first, after))
        const olds = [first, ...rest].map(unzipped)
        const now = unzipped(after)
        const isModified = (name: string) => olds.some(old => old.has(name) && old.get(name) !== now.get(name))
        const names = [...now.keys()]
        expect(found.modified).to.have.members(names.filter(isModified))
        expect(found.added).to.have.members(names.filter(name => !isModified(name) && olds.some(old => !old.has(name))))
        expect(found.unchanged).to.have.members(names.filter(name => olds.every(old => old.get(name) === now.get(name))))
        expect(found.deleted).to.have.members([...new Set(olds.flatMap(old => [...old.keys()]))].filter(name => !now.has(name)))
      }),
    )
  })

  it('takes a file for unchanged only if no earlier artifact differs in it', () => {
    const after = ['kept', 'modified', 'added'].map(name => entry(name))
    const first = compare(after, after)
    const second = compare([entry('kept'), entry('modified', 1)], after)
    const expected = { added: ['added'], modified: ['modified'], deleted: [], unchanged: ['kept'] }
    expect(unite(first, second)).to.deep.equal(expected)
    expect(unite(second, first)).to.deep.equal(expected)
  })
})
