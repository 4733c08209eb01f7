import { expect } from 'chai'
import fc from 'fast-check'
import type { ChangedSpec } from '../../../../src/domain/parameters/job-spec.ts'
import { compare } from '../../../../src/domain/site/compare.ts'
import { matchesAny, readGlob } from '../../../../src/domain/site/globs.ts'
import { servedName } from '../../../../src/domain/site/paths-of.ts'
import { changesOf, everythingOf, minimise, pathsOf } from '../../../support/by-cloudfront.ts'
import { plain } from '../../../support/changed-spec.ts'
import { rightOf } from '../../../support/either.ts'
import { entries, entry } from '../../../support/entries.ts'

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

/** The paths alone, and how many files they are of. */
const pathsOfChanges = (...given: Parameters<typeof changesOf>) => {
  const { selected: _, ...paths } = changesOf(...given)
  return paths
}

const changes = (change: Partial<ChangedSpec> = {}) => pathsOfChanges({ ...plain, ...change }, before, after)

describe('changesOf', () => {
  it('tells how many files its rules fit, the same ones included', () => {
    const selected = (change: Partial<ChangedSpec>) => changesOf({ ...plain, ...change }, before, after).selected
    expect(selected({})).to.equal(6)
    expect(selected({ added: false })).to.equal(6)
    expect(selected({ include: globs('docs/') })).to.equal(1)
    expect(selected({ stripPrefix: 'dist/' })).to.equal(0)
    expect(selected({ exclude: globs('**') })).to.equal(0)
  })

  it('finds what was modified, deleted and added, and what stays', () => {
    expect(changes()).to.deep.equal({
      changed: ['/', '/b.js', '/gone.html', '/index.html', '/new.html'],
      unchanged: ['/a.css', '/docs/index.html', '/docs/', '/docs'],
      files: 4,
    })
  })

  it('leaves out what was added, where that is not asked for; nothing of it is cached, so it is not spared either', () => {
    expect(changes({ added: false })).to.deep.equal({
      changed: ['/', '/b.js', '/gone.html', '/index.html'],
      unchanged: ['/a.css', '/docs/index.html', '/docs/', '/docs'],
      files: 3,
    })
  })

  it('spares what is excluded, though it changed or is gone', () => {
    expect(changes({ exclude: globs('*.js', 'gone.*') })).to.deep.equal({
      changed: ['/', '/index.html', '/new.html'],
      unchanged: ['/a.css', '/docs/index.html', '/docs/', '/docs', '/b.js', '/gone.html'],
      files: 2,
    })
  })

  it('lets exclude win over include', () => {
    expect(changes({ include: globs('*.html'), exclude: globs('/index.html') }).changed).to.deep.equal(['/gone.html', '/new.html'])
  })

  it('matches names that are relative to the folder that is served', () => {
    const [old, now] = [
      [entry('dist/a/b.css', 1), entry('src/b.css', 1)],
      [entry('dist/a/b.css', 2), entry('src/b.css', 2)],
    ]
    const found = pathsOfChanges({ ...plain, stripPrefix: 'dist/', addPrefix: '/x/', include: globs('a/**') }, old, now)
    expect(found).to.deep.equal({ changed: ['/x/a/b.css'], unchanged: [], files: 1 })
  })

  it('does not call a path unchanged that another file changed', () => {
    const found = pathsOfChanges(plain, [entry('docs', 1), entry('docs/index.html', 1)], [entry('docs', 1), entry('docs/index.html', 2)])
    expect(found).to.deep.equal({ changed: ['/docs', '/docs/', '/docs/index.html'], unchanged: [], files: 1 })
  })

  it('invalidates a folder whose index document has become another file', () => {
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

  it('finds the paths of all selected files that differ, and of no others', () => {
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

  it('spares no path that has to be invalidated, and spares each once and exactly', () => {
    fc.assert(
      fc.property(spec, entries, entries, (rules, old, now) => {
        const { changed, unchanged } = changesOf(rules, old, now)
        expect(unchanged.filter(path => path.endsWith('*') || changed.includes(path))).to.deep.equal([])
        expect(new Set(unchanged).size).to.equal(unchanged.length)
      }),
    )
  })

  it('gives the same for the same files in another order', () => {
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
  it('is all that is served, the folder without its slash included', () => {
    expect(everythingOf({ ...plain, queryStrings: true })).to.deep.equal(['/*'])
    expect(everythingOf({ ...plain, addPrefix: '/blog/' })).to.deep.equal(['/blog/*', '/blog'])
    expect(everythingOf({ ...plain, addPrefix: '/blog/', queryStrings: true })).to.deep.equal(['/blog/*', '/blog', '/blog?*'])
  })

  it('covers what any change of any file would', () => {
    fc.assert(
      fc.property(spec, entries, entries, (rules, old, now) => {
        const all = everythingOf(rules)
        const wanted = changesOf(rules, old, now).changed
        expect(minimise([...all, ...wanted])).to.deep.equal(minimise(all))
      }),
    )
  })
})
