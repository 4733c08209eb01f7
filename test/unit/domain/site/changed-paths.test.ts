import { expect } from 'chai'
import fc from 'fast-check'
import type { ChangedSpec } from '../../../../src/domain/parameters/job-spec.ts'
import { everythingOf as everythingOfRules, hasRoomFor } from '../../../../src/domain/site/changed-paths.ts'
import { compare } from '../../../../src/domain/site/compare.ts'
import { matchesAny, readGlob } from '../../../../src/domain/site/globs.ts'
import { servedName } from '../../../../src/domain/site/paths-of.ts'
import { plain } from '../../../support/builders/changed-spec.ts'
import { entries, entry } from '../../../support/builders/entries.ts'
import { changesOf, everythingOf, minimise, pathsOf } from '../../../support/by-cloudfront.ts'
import { cdnCapabilities } from '../../../support/capabilities.ts'
import { rightOf } from '../../../support/either.ts'

const globs = (...texts: ReadonlyArray<string>) => texts.map(text => rightOf(readGlob(text)))

const spec: fc.Arbitrary<ChangedSpec> = fc
  .record({
    stripPrefix: fc.constantFrom('', '', 'dist/'),
    addPrefix: fc.constantFrom('/', '/blog/'),
    queryStrings: fc.boolean(),
    added: fc.boolean(),
    include: fc.constantFrom([], [], globs('*.html'), globs('docs/')),
    exclude: fc.constantFrom([], [], globs('*.css*'), globs('docs/**')),
  })
  .map(change => ({ ...plain, ...change }))

const before = [entry('index.html', 1), entry('a.css', 1), entry('b.js', 1), entry('docs/index.html', 1), entry('gone.html', 1)]
const after = [entry('index.html', 2), entry('a.css', 1), entry('b.js', 2), entry('docs/index.html', 1), entry('new.html', 1)]

/** The result without the number of selected files. */
const pathsOfChanges = (...given: Parameters<typeof changesOf>) => {
  const { selected: _, isComplete: __, isMatched: ___, ...paths } = changesOf(...given)
  return paths
}

const changes = (change: Partial<ChangedSpec> = {}) => pathsOfChanges({ ...plain, ...change }, before, after)

describe('changesOf', () => {
  it('stops when the paths take more memory than a function has', () => {
    const entries = (count: number) => Array.from({ length: count }, (_, index) => entry(`${index}`.padStart(8, '0'), 1))
    // A path has 500 + 8 characters, and takes 100 bytes more.
    const isComplete = (old: number, now: number) => {
      const addPrefix = `/${'a'.repeat(498)}/`
      return changesOf({ ...plain, addPrefix }, entries(old), entries(now)).isComplete
    }
    const fits = Math.floor((48 * 1024 * 1024) / 608)
    expect([isComplete(0, fits), isComplete(0, fits + 1)]).to.deep.equal([true, false])
    expect([isComplete(fits, fits), isComplete(fits + 1, fits + 1)]).to.deep.equal([true, false])
  })

  it('counts the files that match the rules, including unchanged ones', () => {
    const selected = (change: Partial<ChangedSpec>) => changesOf({ ...plain, ...change }, before, after).selected
    expect(selected({})).to.equal(6)
    expect(selected({ added: false })).to.equal(6)
    expect(selected({ include: globs('docs/') })).to.equal(1)
    expect(selected({ stripPrefix: 'dist/' })).to.equal(0)
    expect(selected({ exclude: globs('**') })).to.equal(0)
  })

  it('finds modified, deleted, added and unchanged files', () => {
    expect(changes()).to.deep.equal({
      changed: ['/', '/b.js', '/gone.html', '/index.html', '/new.html'],
      unchanged: ['/a.css', '/docs/index.html', '/docs/', '/docs'],
      files: 4,
    })
  })

  it('ignores added files if added is false, and does not list them as unchanged either', () => {
    expect(changes({ added: false })).to.deep.equal({
      changed: ['/', '/b.js', '/gone.html', '/index.html'],
      unchanged: ['/a.css', '/docs/index.html', '/docs/', '/docs'],
      files: 3,
    })
  })

  it('lists excluded files as unchanged, even if they changed or were deleted', () => {
    expect(changes({ exclude: globs('*.js', 'gone.*') })).to.deep.equal({
      changed: ['/', '/index.html', '/new.html'],
      unchanged: ['/a.css', '/docs/index.html', '/docs/', '/docs', '/b.js', '/gone.html'],
      files: 2,
    })
  })

  it('gives exclude precedence over include', () => {
    expect(changes({ include: globs('*.html'), exclude: globs('/index.html') }).changed).to.deep.equal(['/gone.html', '/new.html'])
  })

  it('matches names relative to stripPrefix', () => {
    const [old, now] = [
      [entry('dist/a/b.css', 1), entry('src/b.css', 1)],
      [entry('dist/a/b.css', 2), entry('src/b.css', 2)],
    ]
    const found = pathsOfChanges({ ...plain, stripPrefix: 'dist/', addPrefix: '/x/', include: globs('a/**') }, old, now)
    expect(found).to.deep.equal({ changed: ['/x/a/b.css'], unchanged: [], files: 1 })
  })

  it('does not list a path as unchanged if another file changed it', () => {
    const found = pathsOfChanges(plain, [entry('docs', 1), entry('docs/index.html', 1)], [entry('docs', 1), entry('docs/index.html', 2)])
    expect(found).to.deep.equal({ changed: ['/docs', '/docs/', '/docs/index.html'], unchanged: [], files: 1 })
  })

  it('invalidates a folder if its index document became another file', () => {
    const rules = { ...plain, indexDocuments: ['index.html', 'index.htm'] }
    const found = changesOf({ ...rules, added: false }, [entry('docs/index.html', 1)], [entry('docs/index.htm', 1)])
    expect(found.changed).to.deep.equal(['/docs', '/docs/', '/docs/index.html'])
  })

  it('finds nothing in the same artifact', () => {
    fc.assert(
      fc.property(spec, entries, (rules, all) => {
        expect(changesOf(rules, all, all)).to.deep.include({ changed: [], files: 0 })
      }),
    )
  })

  it('finds the paths of exactly the selected files that differ', () => {
    fc.assert(
      fc.property(spec, entries, entries, (rules, old, now) => {
        const { added, modified, deleted } = compare(old, now)
        const names = [...modified, ...deleted, ...(rules.added ? added : [])].flatMap(name => servedName(rules, name) ?? [])
        const isIncluded = rules.include.length === 0 ? () => true : matchesAny(rules.include)
        const selected = names.filter(name => isIncluded(name) && !matchesAny(rules.exclude)(name))
        const found = changesOf(rules, old, now)
        expect(found.files).to.equal(selected.length)
        expect(found.changed).to.have.members([...new Set(selected.flatMap(name => pathsOf(rules, name)))])
      }),
    )
  })

  it('lists exact unchanged paths once, and none that must be invalidated', () => {
    fc.assert(
      fc.property(spec, entries, entries, (rules, old, now) => {
        const { changed, unchanged } = changesOf(rules, old, now)
        expect(unchanged.filter(path => path.endsWith('*') || changed.includes(path))).to.deep.equal([])
        expect(new Set(unchanged).size).to.equal(unchanged.length)
      }),
    )
  })

  it('does not depend on the order of the files', () => {
    const unique = fc.uniqueArray(fc.constantFrom(...before, ...after), { selector: ({ name }) => name })
    fc.assert(
      fc.property(spec, unique, unique, (rules, old, now) => {
        const [one, other] = [changesOf(rules, old, now), changesOf(rules, [...old].reverse(), [...now].reverse())]
        expect(other.changed).to.deep.equal(one.changed)
        expect(other.unchanged).to.have.members([...one.unchanged])
      }),
    )
  })
})

describe('everythingOf', () => {
  it('covers all served paths, including the folder without its trailing slash', () => {
    expect(everythingOf({ ...plain, queryStrings: true })).to.deep.equal(['/*'])
    expect(everythingOf({ ...plain, addPrefix: '/blog/' })).to.deep.equal(['/blog/*', '/blog'])
    expect(everythingOf({ ...plain, addPrefix: '/blog/', queryStrings: true })).to.deep.equal(['/blog/*', '/blog', '/blog?*'])
  })

  it('has no query strings for a CDN that cannot invalidate all of them', () => {
    const paths = { ...cdnCapabilities.paths, queryStrings: undefined }
    expect(everythingOfRules(paths, { ...plain, addPrefix: '/blog/', queryStrings: true })).to.deep.equal(['/blog/*', '/blog'])
  })

  it('covers the paths of any change', () => {
    fc.assert(
      fc.property(spec, entries, entries, (rules, old, now) => {
        const all = everythingOf(rules)
        const required = changesOf(rules, old, now).changed
        expect(minimise([...all, ...required])).to.deep.equal(minimise(all))
      }),
    )
  })
})

describe('hasRoomFor', () => {
  it('counts the characters of deleted names and 100 bytes for each', () => {
    const limit = 48 * 1024 * 1024
    const deleted = (length: number) => ({ deleted: ['a'.repeat(length), 'bc'] })
    expect(hasRoomFor({ deleted: [] })).to.equal(true)
    expect(hasRoomFor(deleted(limit - 202))).to.equal(true)
    expect(hasRoomFor(deleted(limit - 201))).to.equal(false)
  })
})
