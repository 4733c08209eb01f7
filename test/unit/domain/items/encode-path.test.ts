import { expect } from 'chai'
import fc from 'fast-check'
import { encodePath } from '../../../../src/domain/items/encode-path.ts'

const wellFormed = fc.string({ unit: 'grapheme' }).filter(text => text.isWellFormed())

describe('encodePath', () => {
  const table: ReadonlyArray<readonly [string, string]> = [
    ['/a b', '/a%20b'],
    ['/ü/日本', '/%C3%BC/%E6%97%A5%E6%9C%AC'],
    ['/😀', '/%F0%9F%98%80'],
    ['/<>"{}|\\^[]`', '/%3C%3E%22%7B%7D%7C%5C%5E%5B%5D%60'],
    ['/a#b', '/a%23b'],
    ['/100%', '/100%25'],
    ['/a%2', '/a%252'],
    ['/a%zz', '/a%25zz'],
    ['/a%20b', '/a%20b'],
    ['/a%c3%bc', '/a%c3%bc'],
    ["/+:@,;=&$!'()-._", "/+:@,;=&$!'()-._"],
    ['/image.jpg?parameter1=a&b=c d', '/image.jpg?parameter1=a&b=c%20d'],
    ['/img/*', '/img/*'],
  ]
  for (const [path, encoded] of table) {
    it(`encodes ${path} as ${encoded}`, () => {
      expect(encodePath(path)).to.equal(encoded)
    })
  }

  it('is idempotent', () => {
    fc.assert(fc.property(wellFormed, text => encodePath(encodePath(text)) === encodePath(text)))
  })

  it('can be decoded to the original text', () => {
    const withoutPercent = wellFormed.filter(text => !text.includes('%'))
    fc.assert(fc.property(withoutPercent, text => decodeURIComponent(encodePath(text)) === text))
  })

  it('encodes every character that CloudFront requires to be encoded', () => {
    fc.assert(fc.property(wellFormed, text => /^[!$-;=?-Z_a-z~]*$/.test(encodePath(text))))
  })
})
