import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { matchesAny, readGlob } from '../../../../src/domain/site/globs.ts'
import { fileName } from '../../../support/builders/entries.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const matches = (glob: string, name: string): boolean => matchesAny([rightOf(readGlob(glob))])(name)

describe('A glob', () => {
  const table: ReadonlyArray<readonly [string, ReadonlyArray<string>, ReadonlyArray<string>]> = [
    ['*.map', ['a.map', 'assets/a.map', '.hidden/.map'], ['a.map.js', 'a.map/b']],
    ['/*.map', ['a.map'], ['assets/a.map']],
    ['index.html', ['index.html', 'docs/index.html'], ['xindex.html', 'index.html5']],
    ['/index.html', ['index.html'], ['docs/index.html']],
    ['assets/**', ['assets/a', 'assets/a/b.js', 'assets/.a'], ['assets', 'x/assets/a']],
    ['assets/', ['assets/a', 'assets/a/b.js'], ['assets', 'x/assets/a']],
    ['/assets/', ['assets/a/b.js'], ['x/assets/a']],
    ['assets/*', ['assets/a'], ['assets/a/b']],
    ['**/*.html', ['a.html', 'a/b/c.html'], ['a.htm']],
    ['**', ['a', 'a/b', '.well-known/x'], []],
    ['*', ['a', 'a/b', '.a'], []],
    ['.well-known/**', ['.well-known/a'], ['well-known/a']],
    ['page-?.html', ['page-1.html', 'x/page-2.html'], ['page-10.html', 'page-.html']],
    ['*.{js,css}', ['a.js', 'x/a.css'], ['a.json']],
    ['page-[0-9].html', ['page-1.html'], ['page-x.html']],
    ['page-[!0-9].html', ['page-x.html'], ['page-1.html']],
    ['page-[[:digit:]].html', ['page-1.html'], ['page-x.html']],
    ['A.html', ['A.html'], ['a.html']],
    ['photo (1).jpg', ['photo (1).jpg'], ['photo 1.jpg']],
    ['a+b|c$^.txt', ['a+b|c$^.txt'], ['aab']],
    ['@(a|b)', ['@(a|b)'], ['a', 'b']],
    ['a\\*b', ['a*b'], ['axb']],
    ['a.b', ['a.b'], ['axb']],
    ['ü*', ['ü', 'x/über'], ['u']],
  ]
  for (const [glob, names, others] of table) {
    it(`${glob} matches ${names.join(', ')}, not ${others.join(', ')}`, () => {
      for (const name of names) expect(matches(glob, name), name).to.equal(true)
      for (const name of others) expect(matches(glob, name), name).to.equal(false)
    })
  }

  const rejected: ReadonlyArray<readonly [string, RegExp]> = [
    ['', /^is empty$/],
    ['/', /^is empty$/],
    ['!*.map', /starts with !.*exclude$/],
    ['./a', /starts at the root of the site$/],
    ['../a', /starts at the root of the site$/],
    ['[a', /is not closed$/],
    ['{a,b', /is not closed$/],
    ['[z-a]', /is not a pattern/],
    ['**/*a*b*c*d', /has more than 4 wildcards$/],
    [`${'a'.repeat(70_000)}`, /is not a pattern/],
  ]
  for (const [glob, reason] of rejected) {
    it(`cannot be ${glob.slice(0, 20)}`, () => {
      expect(leftOf(readGlob(glob)))
        .to.match(reason)
        .and.to.have.length.below(130)
    })
  }

  it('matches its own text as a name in every folder if it has no special characters', () => {
    const plain = fc.string({ unit: fc.constantFrom(...'abA0-_.()+$^|@ é~%'), minLength: 1 }).filter(text => !/^\.+$/.test(text))
    fc.assert(
      fc.property(plain, name => {
        expect(matches(name, name)).to.equal(true)
        expect(matches(name, `x/y/${name}`)).to.equal(true)
        expect(matches(`/${name}`, `x/${name}`)).to.equal(false)
      }),
    )
  })

  it('is read or rejected without an exception', () => {
    const text = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom(...'ab*?[]{}(),!\\/.^-+@|') }))
    fc.assert(
      fc.property(text, fileName, (glob, name) => {
        const read = readGlob(glob)
        if (E.isRight(read)) expect(matchesAny([read.right])(name)).to.be.a('boolean')
      }),
    )
  })

  it('matches if any of several globs matches', () => {
    const any = matchesAny(['*.css', 'docs/'].map(glob => rightOf(readGlob(glob))))
    expect(['a.css', 'docs/a', 'b'].map(any)).to.deep.equal([true, true, false])
    expect(matchesAny([])('a')).to.equal(false)
  })
})
