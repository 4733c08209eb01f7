import { expect } from 'chai'
import fc from 'fast-check'
import { pathsOf as pathsOfRules, type Serving, servedName } from '../../../../src/domain/site/paths-of.ts'
import { canBeMeant } from '../../../support/builders/arbitraries.ts'
import { fileName } from '../../../support/builders/entries.ts'
import { pathsOf, plainPathsOf, readItem } from '../../../support/by-cloudfront.ts'
import { cdnCapabilities } from '../../../support/capabilities.ts'
import { rightOf } from '../../../support/either.ts'

const plain: Serving = { stripPrefix: '', addPrefix: '/', indexDocuments: ['index.html'], queryStrings: false }

const serving: fc.Arbitrary<Serving> = fc.record({
  stripPrefix: fc.constantFrom('', 'dist/'),
  addPrefix: fc.constantFrom('/', '/blog/', '/b%20c/d/'),
  indexDocuments: fc.constantFrom([], ['index.html'], ['index.html', 'docs']),
  queryStrings: fc.boolean(),
})

const isCovered = (items: ReadonlyArray<string>, path: string): boolean =>
  items.some(item => (item.endsWith('*') ? path.startsWith(item.slice(0, -1)) : path === item))

describe('servedName', () => {
  it('is the name after the prefix, or undefined outside it', () => {
    expect(servedName({ stripPrefix: '' }, 'dist/a')).to.equal('dist/a')
    expect(servedName({ stripPrefix: 'dist/' }, 'dist/a')).to.equal('a')
    expect(servedName({ stripPrefix: 'dist/' }, 'distant/a')).to.equal(undefined)
    expect(servedName({ stripPrefix: 'dist/' }, 'dist')).to.equal(undefined)
  })
})

describe('pathsOf', () => {
  const table: ReadonlyArray<readonly [string, Partial<Serving>, ReadonlyArray<string>]> = [
    ['a.css', {}, ['/a.css']],
    ['index.html', {}, ['/index.html', '/']],
    ['docs/index.html', {}, ['/docs/index.html', '/docs/', '/docs']],
    ['docs/a/index.html', {}, ['/docs/a/index.html', '/docs/a/', '/docs/a']],
    ['docs/index.html', { indexDocuments: [] }, ['/docs/index.html']],
    ['docs/home.htm', { indexDocuments: ['index.html', 'home.htm'] }, ['/docs/home.htm', '/docs/', '/docs']],
    ['docs/xindex.html', {}, ['/docs/xindex.html']],
    ['docs/Index.html', {}, ['/docs/Index.html']],
    ['index.html', { addPrefix: '/blog/' }, ['/blog/index.html', '/blog/', '/blog']],
    ['a b/index.html', { addPrefix: '/%C3%BC/' }, ['/%C3%BC/a%20b/index.html', '/%C3%BC/a%20b/', '/%C3%BC/a%20b']],
    ['a~b/index.html', {}, ['/a*']],
    ['docs/~/index.html', {}, ['/docs/*']],
    ['docs~/index.html', {}, ['/docs*']],
    ['a.css', { queryStrings: true }, ['/a.css*']],
    ['about', { queryStrings: true }, ['/about', '/about?*']],
    ['v1.0/about', { queryStrings: true }, ['/v1.0/about', '/v1.0/about?*']],
    ['index.html', { queryStrings: true }, ['/index.html*', '/', '/?*']],
    ['docs/index.html', { queryStrings: true }, ['/docs/index.html*', '/docs/', '/docs/?*', '/docs', '/docs?*']],
    ['docs.v2/index.html', { queryStrings: true }, ['/docs.v2/index.html*', '/docs.v2/', '/docs.v2/?*', '/docs.v2', '/docs.v2?*']],
    ['a~b/index.html', { queryStrings: true }, ['/a*']],
    ['a~b.css', { queryStrings: true }, ['/a*']],
    ['what?.html', { queryStrings: true }, ['/what%3F.html*']],
  ]
  for (const [name, change, paths] of table) {
    it(`returns ${paths.join(' ')} for ${name} with ${JSON.stringify(change)}`, () => {
      expect(pathsOf({ ...plain, ...change }, name)).to.deep.equal(paths)
    })
  }

  it('returns the plain paths if the CDN cannot invalidate all query strings', () => {
    const paths = { ...cdnCapabilities.paths, queryStrings: undefined }
    expect(pathsOfRules(paths, { ...plain, queryStrings: true }, 'docs/index.html')).to.deep.equal(['/docs/index.html', '/docs/', '/docs'])
  })

  it('returns distinct valid items for any file name', () => {
    const names = fc.oneof(fileName, fc.string({ unit: 'binary', minLength: 1 }), fc.constant(`docs/${'é'.repeat(1_000)}/index.html`))
    fc.assert(
      fc.property(serving, names, (rules, name) => {
        const paths = pathsOf(rules, name)
        expect(new Set(paths).size).to.equal(paths.length)
        for (const path of paths.filter(canBeMeant)) expect(rightOf(readItem(path))).to.equal(path)
      }),
    )
  })

  it('covers the plain paths, with queryStrings also every query string', () => {
    fc.assert(
      fc.property(serving, fileName, (rules, name) => {
        const paths = pathsOf(rules, name)
        for (const path of plainPathsOf(rules, name).filter(path => !path.endsWith('*'))) {
          expect(isCovered(paths, path)).to.equal(true)
          if (rules.queryStrings) expect(isCovered(paths, `${path}?a=b`)).to.equal(true)
          else expect(paths).to.include(path)
        }
      }),
    )
  })

  it('takes linear time for long names, whatever they consist of', () => {
    const startedAt = performance.now()
    for (const unit of ['.', '%', 'a%', 'é', '/.'])
      for (let index = 0; index < 500; index += 1)
        expect(pathsOf({ ...plain, queryStrings: true }, `${unit.repeat(3_900 / unit.length)}/${index}`)).to.not.equal([])
    expect(performance.now() - startedAt).to.be.below(5_000)
  })

  it('leaves room for the query string in the longest path', () => {
    for (const length of [3_994, 3_995, 3_996, 3_997, 3_998, 3_999, 4_000])
      for (const name of ['a'.repeat(length), `${'a'.repeat(length - 11)}/index.html`])
        for (const path of pathsOf({ ...plain, queryStrings: true }, name)) expect(path.length).to.be.at.most(4_000)
  })
})
