import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { parseJson } from '../../../../src/domain/codec/parse-json.ts'
import { leftOf } from '../../../support/either.ts'

describe('parseJson', () => {
  it('parses what is JSON', () => {
    fc.assert(
      fc.property(fc.json(), text => {
        expect(parseJson(text)).to.deep.equal(E.right(JSON.parse(text)))
      }),
    )
  })

  const table: ReadonlyArray<readonly [string, number]> = [
    ['', 0],
    ['{oops', 1],
    ['{"a": "x"y"}', 9],
    ['{"a": 1,}', 8],
    ['{"a": "x\ny"}', 6],
    ["{'a': 1}", 1],
    ['[1, 2', 5],
    ['{"a": 1} x', 9],
    ['// comment\n{}', 0],
    ['{"a": "\\q"}', 6],
    ['\ufeff{}', 0],
  ]
  for (const [text, position] of table) {
    it(`says that ${JSON.stringify(text)} breaks at position ${position}`, () => {
      expect(leftOf(parseJson(text))).to.match(new RegExp(`^not JSON at position ${position}, before "`))
    })
  }

  it('says of every text that is not JSON that it is none, and shows little of it', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const parsed = parseJson(text)
        return E.isRight(parsed) || (parsed.left.startsWith('not JSON') && parsed.left.length < 200)
      }),
    )
  })
})
