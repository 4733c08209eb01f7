import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { matchesAny, readGlob } from '../../../../src/domain/site/globs.ts'
import { fileName } from '../../../support/builders/entries.ts'
import { leftOf, rightOf } from '../../../support/either.ts'
import { sampleGlob, sampleName } from '../../../support/oracles/globs.ts'

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
    ['a\\', ['a\\'], ['a']],
    ['\\d', ['d'], ['1', '\\d']],
    ['"a"', ['"a"'], ['a']],
    ['a[.-0]b', ['a.b', 'a0b'], ['a/b', 'a1b']],
    ['[!a]', ['b', 'x/b'], ['a', 'x/a', 'x/']],
    ['[]a-]', [']', 'a', '-'], ['b', '[']],
    ['[\\]-a]', [']', '^', 'a'], ['b', '\\']],
    ['[[:alpha:]_][[:xdigit:]]', ['aF', '_0', 'Zf'], ['0a', 'ag']],
    ['[[:digit]', ['[', ':', 't'], ['1']],
    ['{a}', ['{a}'], ['a']],
    ['{}', ['{}'], ['']],
    ['a{,b}', ['a', 'ab'], ['a,b']],
    ['{a,{b,c}d}', ['a', 'bd', 'cd'], ['b', 'ad']],
    ['{a,b*}*c', ['ac', 'axc', 'bc', 'bxyc'], ['xc']],
    ['/{docs/**,*}.html', ['a.html'], ['x/a.html']],
    ['{**/,}a', ['a', 'x/y/a'], ['xa']],
    ['{a/**,b}', ['a/', 'a/x/y', 'b'], ['x/b', 'a']],
    ['a**b', ['ab', 'axb'], ['a/b']],
    ['a/***', ['a/b'], ['a/b/c']],
    ['a/**/b', ['a/b', 'a/x/y/b'], ['ab', 'a/xb']],
    ['a/*/b', ['a/x/b'], ['a/b', 'a//b']],
    ['a/*', ['a/b'], ['a/']],
    ['a/', ['a/'], ['a']],
    ['a..{b}', ['a..{b}'], ['a..b']],
    ['?a', ['\uffffa', '\u{10000}a'], ['\u{10000}xa']],
  ]
  for (const [glob, names, others] of table) {
    it(`${glob} matches ${names.join(', ')}, not ${others.join(', ')}`, () => {
      for (const name of names) expect(matches(glob, name), name).to.equal(true)
      for (const name of others) expect(matches(glob, name), name).to.equal(false)
    })
  }

  const classes: ReadonlyArray<readonly [name: string, characters: RegExp]> = [
    ['alnum', /[0-9A-Za-z]/],
    ['alpha', /[A-Za-z]/],
    ['blank', /[ \t]/],
    ['cntrl', /\p{Cc}/u],
    ['digit', /[0-9]/],
    ['graph', /[!-~]/],
    ['lower', /[a-z]/],
    ['print', /[ -~]/],
    ['punct', /[!-~]/],
    ['space', /[ \t\n\v\f\r]/],
    ['upper', /[A-Z]/],
    ['xdigit', /[0-9A-Fa-f]/],
  ]
  for (const [name, characters] of classes) {
    it(`[:${name}:] is the class of POSIX, without /`, () => {
      for (let code = 0; code < 128; code += 1) {
        const character = String.fromCharCode(code)
        const isIn = character !== '/' && characters.test(character) && !(name === 'punct' && /[0-9A-Za-z]/.test(character))
        expect(matches(`a/[[:${name}:]]`, `a/${character}`), String(code)).to.equal(isIn)
      }
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
    ['[]', /a \[ is not closed$/],
    ['[[:digit:]', /a \[ is not closed$/],
    ['[!]', /a \[ is not closed$/],
    ['[a\\]', /a \[ is not closed$/],
    ['a]', /a \] has no \[$/],
    ['{a,{b,c}', /a \{ is not closed$/],
    ['{a,[}', /a \[ is not closed$/],
    ['a}', /a \} has no \{$/],
    ['{1..9}', /ranges in braces are not supported/],
    ['[z-a]', /the range "z-a" is in the wrong order$/],
    ['[[:vowel:]]', /unknown character class "vowel"$/],
    ['a'.repeat(1_025), /has 1025 characters; at most 1024 are allowed$/],
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

  it('means what is documented', () => {
    fc.assert(
      fc.property(sampleGlob, fc.array(sampleName, { minLength: 1, maxLength: 20 }), (glob, names) => {
        const actual = matchesAny([rightOf(readGlob(glob.text))])
        for (const name of names) expect(actual(name), name).to.equal(glob.matches(name))
      }),
    )
  })

  it('matches every name if it is **', () => {
    const name = fc.oneof(
      fc.string({ unit: 'binary' }),
      sampleName,
      fc.array(fc.integer({ min: 0, max: 0xffff })).map(codes => String.fromCharCode(...codes)),
    )
    fc.assert(
      fc.property(name, fc.constantFrom('**', '/**', '**/', '**/**', '{**,a}'), (text, glob) => {
        expect(matches(glob, text)).to.equal(true)
      }),
    )
  })

  it('reads line breaks and any code point like other characters', () => {
    for (const character of ['\n', '\r', '\u2028', '\0', '😀', '\ud83d', '\ude00']) {
      const name = `a${character}b.html`
      for (const glob of ['*.html', '**/*.html', '/*', 'a?b.html', 'a[!x]b.html', `a${character}b.*`, `a[${character}]b.html`]) {
        expect(matches(glob, name), glob).to.equal(true)
      }
      for (const glob of ['a??b.html', 'a[x-z]b.html']) expect(matches(glob, name), glob).to.equal(false)
    }
  })

  it('has up to 1,024 characters', () => {
    expect(matches('a'.repeat(1_024), 'a'.repeat(1_024))).to.equal(true)
    const nested = `${'{a,'.repeat(256)}${'}'.repeat(256)}`
    expect(matches(nested, '')).to.equal(true)
    expect(matches(nested, 'a')).to.equal(true)
    expect(matches(nested, 'aa')).to.equal(false)
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
