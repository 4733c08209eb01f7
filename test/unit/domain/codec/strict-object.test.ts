import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { nonEmptyArray, oneOrMany } from '../../../../src/domain/codec/array.ts'
import { toIssues } from '../../../../src/domain/codec/issue.ts'
import { isJsonObject, strictObject } from '../../../../src/domain/codec/strict-object.ts'
import { optional, parsedString, predicate } from '../../../../src/domain/codec/value.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const number = predicate('Number', 'a number', (value): value is number => typeof value === 'number')
const short = parsedString('Short', 'a string', value => (value.length < 3 ? E.right(value) : E.left('is too long')))
const Thing = strictObject(
  'Thing',
  {
    count: number,
    name: optional(short),
    names: optional(nonEmptyArray('Names', 'an array of strings', short)),
    ids: optional(oneOrMany('Ids', 'a number or an array of them', number)),
    identifiers: undefined,
  },
  {},
  { title: 'name', total: 'names', gone: 'identifiers' },
)

const issues = (value: unknown): ReadonlyArray<string> =>
  toIssues(leftOf(Thing.decode(value))).map(({ at, problem }) => `${at}: ${problem}`)

describe('strictObject', () => {
  it('accepts an object with known keys', () => {
    expect(rightOf(Thing.decode({ count: 1, name: 'ab', names: ['a', 'b'], ids: [1] }))).to.deep.equal({
      count: 1,
      name: 'ab',
      names: ['a', 'b'],
      ids: [1],
    })
  })

  it('recognizes a decoded value', () => {
    expect(Thing.is({ count: 1 })).to.equal(true)
    expect(Thing.is({ count: 'one' })).to.equal(false)
  })

  it('decodes a single value as an array of one', () => {
    expect(rightOf(Thing.decode({ count: 1, ids: 7 })).ids).to.deep.equal([7])
  })

  const table: ReadonlyArray<readonly [unknown, ReadonlyArray<string>]> = [
    [null, ['Thing: expected a JSON object, got null']],
    [[], ['Thing: expected a JSON object, got an array']],
    ['x', ['Thing: expected a JSON object, got a string']],
    [{}, ['count: missing; expected a number']],
    [{ count: {} }, ['count: expected a number, got an object']],
    [{ count: 1, name: null }, ['name: expected a string, got null']],
    [{ count: 1, name: 'abc' }, ['name: is too long']],
    [{ count: 1, names: 'a' }, ['names: expected an array of strings, got a string']],
    [{ count: 1, names: [] }, ['names: empty; expected an array of strings']],
    [{ count: 1, names: ['a', 2, 'abc'] }, ['names.1: expected a string, got a number', 'names.2: is too long']],
    [{ count: 1, ids: [] }, ['ids: empty; expected a number or an array of them']],
    [{ count: 1, ids: 'x' }, ['ids: expected a number, got a string']],
    [{ count: 1, ids: [1, false] }, ['ids.1: expected a number, got a boolean']],
    [{ count: 1, nmae: 'a' }, ['nmae: unknown key; did you mean name?']],
    [{ count: 1, na: 'a' }, ['na: unknown key; did you mean name?']],
    [{ count: 1, NAM: 'a' }, ['NAM: unknown key; did you mean name?']],
    [{ count: 1, title: 'a' }, ['title: unknown key; did you mean name?']],
    [{ count: 1, gone: 'a' }, ['gone: unknown key; did you mean count?']],
    [{ count: 1, total: 'a' }, ['total: unknown key; did you mean names?']],
    [{ count: 1, c: 'a' }, ['c: unknown key; did you mean ids?']],
    [{ cuont: 1 }, ['count: missing; expected a number', 'cuont: unknown key; did you mean count?']],
  ]
  for (const [given, expected] of table) {
    it(`reports for ${JSON.stringify(given)}: ${expected.join(', ')}`, () => {
      expect(issues(given)).to.deep.equal(expected)
    })
  }

  it('rejects keys of JavaScript object prototypes', () => {
    expect(issues(JSON.parse('{"count": 1, "__proto__": {}, "constructor": 1}'))).to.have.length(2)
  })

  it('compares only the first 40 characters of a key', () => {
    expect(issues({ count: 1, [`${'x'.repeat(40)}names`]: 1 })[0]).to.match(/did you mean count\?$/)
  })

  it('shortens a long key and escapes line breaks', () => {
    expect(issues({ count: 1, ['k'.repeat(1_000_000)]: 1 })[0]).to.match(/^"k{40}"…: unknown key; did you mean \w+\?$/)
    expect(issues({ count: 1, 'x\n- forged': 1 })[0]).to.match(/^"x\\n- forged": unknown key/)
  })

  it('accepts an object only if all its keys are known', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), extra => {
        const isKnown = Object.keys(extra).length === 0
        return (
          E.isRight(Thing.decode({ count: 1, ...extra })) === isKnown ||
          Object.keys(extra).some(key => key in { count: 1, name: 1, names: 1, ids: 1 })
        )
      }),
    )
  })
})

describe('isJsonObject', () => {
  it('rejects arrays and null', () => {
    expect([{}, [], null, 'x'].map(isJsonObject)).to.deep.equal([true, false, false, false])
  })
})
