import { expect } from 'chai'
import fc from 'fast-check'
import { canBeMeant } from '../../../support/builders/arbitraries.ts'
import { pathOf, readItem } from '../../../support/by-cloudfront.ts'
import { rightOf } from '../../../support/either.ts'

describe('pathOf', () => {
  const table: ReadonlyArray<readonly [string, string]> = [
    ['index.html', '/index.html'],
    ['', '/'],
    ['docs/', '/docs/'],
    ['a b.html', '/a%20b.html'],
    ['ü/日本.html', '/%C3%BC/%E6%97%A5%E6%9C%AC.html'],
    ['100%.html', '/100%25.html'],
    ['a%20b.html', '/a%2520b.html'],
    ['a%7Eb', '/a%257Eb'],
    ['what?.html', '/what%3F.html'],
    ['a#b', '/a%23b'],
    ['#tag', '/%23tag'],
    ["a+b:c@d,e;f=g&h!'()-._$", "/a+b:c@d,e;f=g&h!'()-._$"],
    ['a\nb\u0085c\u007f', '/a%0Ab%C2%85c%7F'],
    [' ', '/%20'],
    ['//a', '///a'],
    ['a~b/index.html', '/a*'],
    ['é/~user', '/%C3%A9/*'],
    ['~', '/*'],
    ['a*b', '/a*'],
    ['a*', '/a*'],
    ['caf\ufffd.html', '/caf*'],
    ['a\ud800b', '/a*'],
  ]
  for (const [name, path] of table) {
    it(`encodes ${JSON.stringify(name)} as ${path}`, () => {
      expect(pathOf('/', name)).to.equal(path)
    })
  }

  it('prepends the prefix unchanged', () => {
    expect(pathOf('/b%20log/', 'a b~c')).to.equal('/b%20log/a%20b*')
  })

  it('widens a path of more than 4,000 characters without splitting a character', () => {
    const fits = 'a'.repeat(3_999)
    expect(pathOf('/', fits)).to.equal(`/${fits}`)
    expect(pathOf('/', `${fits}b`)).to.equal(`/${fits.slice(1)}*`)
    expect(pathOf('/', fits, 1)).to.equal(`/${fits.slice(2)}*`)
    expect(pathOf('/', `${'日'.repeat(443)}${'a'.repeat(12)}`)).to.have.length(4_000)
    expect(pathOf('/', '日'.repeat(500))).to.equal(`/${'%E6%97%A5'.repeat(444)}*`)
    expect(pathOf('/', `${fits}~`)).to.equal(`/${fits.slice(1)}*`)
    expect(pathOf('/', `${fits.slice(1)}~`)).to.equal(`/${fits.slice(1)}*`)
  })

  const names = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'ab/ %?#~*+é\n.7e') }),
    fc.string({ unit: fc.constantFrom('a', '日', '~', '%'), minLength: 400, maxLength: 5_000 }),
    fc.array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 8 }).map(units => String.fromCharCode(...units)),
  )

  it('returns a valid item', () => {
    fc.assert(
      fc.property(names, name => {
        const path = pathOf('/', name)
        if (canBeMeant(path)) expect(rightOf(readItem(path))).to.equal(path)
      }),
    )
  })

  it('returns a unique exact path for every name without special characters', () => {
    const wellFormed = names.filter(name => !/[~*\ufffd]/.test(name) && name.isWellFormed() && name.length < 400)
    fc.assert(
      fc.property(wellFormed, name => {
        expect(decodeURIComponent(pathOf('/', name))).to.equal(`/${name}`)
      }),
    )
  })

  it('returns the exact path or a wildcard that covers the encoded name', () => {
    fc.assert(
      fc.property(names, fc.nat(10), (name, spare) => {
        const path = pathOf('/', name, spare)
        expect(path.length).to.be.at.most(4_000 - spare)
        if (path.endsWith('*')) expect(`/${encodeURIComponent(name.toWellFormed())}`.length).to.be.at.least(path.length - 1)
        else expect(decodeURIComponent(path)).to.equal(`/${name}`)
        const covered = path.slice(0, path.endsWith('*') ? -1 : undefined)
        expect(`/${name.toWellFormed()}`.startsWith(decodeURIComponent(covered))).to.equal(true)
      }),
    )
  })
})
