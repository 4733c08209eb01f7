import { expect } from 'chai'
import fc from 'fast-check'
import { compare } from '../../../../src/domain/site/compare.ts'
import { type ChangedFolder, changedFolders } from '../../../../src/domain/site/folders.ts'
import { plain } from '../../../support/builders/changed-spec.ts'

const entry = (name: string, fingerprint = 1) => ({ name, fingerprint, size: 1 })

describe('changedFolders', () => {
  it('counts each change in its folder and in all folders above', () => {
    const before = [entry('a/b/gone'), entry('a/same'), entry('b/x'), entry('gone')]
    const after = [entry('a/same'), entry('a/b/new'), entry('b/x', 2), entry('new'), entry('c/same')]
    expect(changedFolders(plain, compare(before, [...after, entry('a/z')]))).to.deep.equal({
      name: '',
      counts: { added: 4, modified: 1, deleted: 2 },
      folders: [
        {
          name: 'a',
          counts: { added: 2, modified: 0, deleted: 1 },
          folders: [{ name: 'b', counts: { added: 1, modified: 0, deleted: 1 }, folders: [] }],
        },
        { name: 'b', counts: { added: 0, modified: 1, deleted: 0 }, folders: [] },
        { name: 'c', counts: { added: 1, modified: 0, deleted: 0 }, folders: [] },
      ],
    })
  })

  it('counts only files that are served and selected', () => {
    const rules = { ...plain, stripPrefix: 'dist/', exclude: ['*.map'] as never }
    const after = [entry('src/a'), entry('dist/a'), entry('dist/a.map'), entry('dist/x/b')]
    expect(changedFolders(rules, compare([], after))).to.deep.equal({
      name: '',
      counts: { added: 2, modified: 0, deleted: 0 },
      folders: [{ name: 'x', counts: { added: 1, modified: 0, deleted: 0 }, folders: [] }],
    })
  })

  it('has the totals of the comparison, and sorted folders', () => {
    const name = fc.stringMatching(/^[a-c](\/[a-c]){0,3}$/)
    const site = fc.uniqueArray(fc.record({ name, fingerprint: fc.nat(1), size: fc.constant(1) }), { selector: one => one.name })
    const sorted = ({ folders }: ChangedFolder): boolean =>
      folders.every((one, index) => index === 0 || (folders[index - 1]?.name ?? '') < one.name) && folders.every(sorted)
    fc.assert(
      fc.property(site, site, (before, after) => {
        const comparison = compare(before, after)
        const { added, modified, deleted } = comparison
        const root = changedFolders(plain, comparison)
        expect(root.counts).to.deep.equal({ added: added.length, modified: modified.length, deleted: deleted.length })
        expect(sorted(root)).to.equal(true)
      }),
    )
  })
})
