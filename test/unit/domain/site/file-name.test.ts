import { expect } from 'chai'
import fc from 'fast-check'
import { fileNameOf } from '../../../../src/domain/site/file-name.ts'

describe('fileNameOf', () => {
  const table: ReadonlyArray<readonly [string, string | undefined]> = [
    ['index.html', 'index.html'],
    ['docs/a b.html', 'docs/a b.html'],
    ['./index.html', 'index.html'],
    ['././/docs/a', 'docs/a'],
    ['/var/www/index.html', 'var/www/index.html'],
    ['C:/site/index.html', 'site/index.html'],
    ['C:\\site\\index.html', 'site/index.html'],
    ['.\\docs\\a.html', 'docs/a.html'],
    ['dist/docs\\a.html', 'dist/docs/a.html'],
    ['../../etc/passwd', 'etc/passwd'],
    ['.well-known/x', '.well-known/x'],
    ['...', '...'],
    ['a:b', 'a:b'],
    ['a//b', 'a//b'],
    ['docs/', undefined],
    ['docs\\', undefined],
    ['./', undefined],
    ['/', undefined],
    ['C:\\', undefined],
    ['', undefined],
  ]
  for (const [entry, name] of table) {
    it(`reads ${JSON.stringify(entry)} as ${name === undefined ? 'no file' : JSON.stringify(name)}`, () => {
      expect(fileNameOf(entry)).to.equal(name)
    })
  }

  it('is idempotent', () => {
    const names = fc.string({ unit: fc.constantFrom('a', 'C', ':', '.', '/', '\\', '~', 'é') })
    fc.assert(
      fc.property(names, entry => {
        const name = fileNameOf(entry)
        if (name === undefined) return
        expect(fileNameOf(name)).to.equal(name)
        expect(name).to.not.match(/^\/|\/$|\\/)
      }),
    )
  })
})
