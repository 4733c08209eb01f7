import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { shapeOfJson } from '../../../../src/domain/codec/json-shape.ts'
import { parseConfidentialJson, parseJson, repeatedKeys } from '../../../../src/domain/codec/parse-json.ts'
import { leftOf } from '../../../support/either.ts'

describe('parseJson', () => {
  it('parses JSON', () => {
    fc.assert(
      fc.property(fc.json(), text => {
        expect(parseJson(text)).to.deep.equal(E.right(JSON.parse(text)))
      }),
    )
  })

  const table: ReadonlyArray<readonly [text: string, position: number, hint: string]> = [
    ['', 0, 'expected a value'],
    ['{oops', 1, 'not a JSON value; strings need double quotes'],
    ['{"a": "x"y"}', 9, 'not a JSON value; strings need double quotes'],
    ['{"a": 1,}', 8, 'expected a key in double quotes'],
    ['{"a": "x\ny"}', 8, 'a string without a closing quote on its line'],
    ['{"a": "x\ty"}', 8, 'a control character must be escaped'],
    ['{"a": "open', 11, 'a string without a closing quote on its line'],
    ["{'a': 1}", 1, 'JSON strings need double quotes'],
    ['{"a": “b”}', 6, 'JSON strings need double quotes'],
    ['{"a": x’}', 6, 'not a JSON value; strings need double quotes'],
    ['[1, 2', 5, 'expected a ]'],
    ['{"a": 1', 7, 'expected a }'],
    ['{"a" 1}', 5, 'expected a colon'],
    ['["a" "b"]', 5, 'expected a comma'],
    ['[1.]', 1, 'invalid number'],
    ['{"a": 1} x', 9, 'not a JSON value; strings need double quotes'],
    ['{"a": 1}}', 8, 'expected the end'],
    ['// comment\n{}', 0, 'JSON has no comments'],
    ['{"a": "x\\q"}', 8, 'invalid escape sequence'],
    ['{"a": "x\\u12"}', 8, 'invalid escape sequence'],
    ['{"a": "\\u00e9\\uGHIJ"}', 13, 'invalid escape sequence'],
    ['\ufeff{}', 0, 'not a JSON value; strings need double quotes'],
  ]
  for (const [text, position, hint] of table) {
    it(`reports that ${JSON.stringify(text)} is invalid at position ${position}: ${hint}`, () => {
      const problem = leftOf(parseJson(text))
      expect(problem).to.match(new RegExp(`^not JSON at position ${position}, before "`))
      expect(problem.slice(problem.lastIndexOf(' ('))).to.equal(` (${hint})`)
    })
  }

  it('reports the first of several errors, and quotes at most 20 characters', () => {
    expect(leftOf(parseJson('{"a" 1, \'b\' }'))).to.match(/^not JSON at position 5, before "1, 'b' }" \(/)
    expect(leftOf(parseJson(`[1 ${'2'.repeat(50)}`))).to.include(`before "${'2'.repeat(20)}" (`)
  })

  it('rejects more than 32 levels of nesting', () => {
    const nested = (levels: number): string => `${'['.repeat(levels)}${']'.repeat(levels)}`
    expect(E.isRight(parseJson(nested(32)))).to.equal(true)
    for (const text of [nested(33), nested(30_000), '['.repeat(30_000), '{"a":'.repeat(20_000)])
      expect(leftOf(parseJson(text))).to.equal('nested more than 32 levels deep')
  })

  it('rejects every text that is not JSON, and quotes little of it', () => {
    fc.assert(
      fc.property(fc.string(), text => {
        const parsed = parseJson(text)
        return E.isRight(parsed) || (parsed.left.startsWith('not JSON') && parsed.left.length < 200)
      }),
    )
  })
})

describe('parseConfidentialJson', () => {
  const parse = (text: string) => parseConfidentialJson(text, shapeOfJson(text))

  it('parses JSON', () => expect(parse('{"a": [1]}')).to.deep.equal(E.right({ a: [1] })))

  it('reports the position of an error and quotes nothing', () => {
    expect(parse('["/a", secret]')).to.deep.equal(E.left('not JSON at position 7'))
    expect(parse('['.repeat(33))).to.deep.equal(E.left('nested more than 32 levels deep'))
  })
})

describe('repeatedKeys', () => {
  it('finds the paths of repeated keys', () => {
    const text = '{"a": 1, "b": {"c": 1, "c": 2}, "d": [{"a": 1}, {"a": 1, "a": 2}], "a": 2, "a": 3}'
    expect(repeatedKeys(text)).to.deep.equal([['b', 'c'], ['d', 1, 'a'], ['a']])
    expect(repeatedKeys('{"a": 1, "b": {"a": 1}, "d": [{"a": 1}, {"a": 1}], "b.a": 1}')).to.deep.equal([])
  })

  it('finds only the outer of two repeated keys, if each of its objects has the inner one once', () => {
    expect(repeatedKeys('{"a": {"b": 1}, "a": {"b": 2}}')).to.deep.equal([['a']])
  })

  it('takes linear time, even for many keys in an object with a very long key', () => {
    const keys = Object.fromEntries(Array.from({ length: 5_000 }, (_, index) => [`k${index}`, 1]))
    const startedAt = performance.now()
    expect(repeatedKeys(JSON.stringify({ ['x'.repeat(50_000)]: keys }))).to.deep.equal([])
    expect(performance.now() - startedAt).to.be.below(1_000)
  })
})
