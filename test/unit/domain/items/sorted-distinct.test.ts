import { expect } from 'chai'
import fc from 'fast-check'
import { orderOf } from '../../../../src/domain/items/multikey-quicksort.ts'
import { packTexts } from '../../../../src/domain/items/packed-texts.ts'
import { distinctOrder, sortedDistinct } from '../../../../src/domain/items/sorted-distinct.ts'
import { randomFrom } from '../../../support/random.ts'

/** Texts with long common prefixes, many of them equal. */
const alikeTexts = fc.array(
  fc.array(fc.constantFrom('/a', '/a/b', 'a', 'b', '\u0001', '\u007f', '\u0080', 'ÿ'), { maxLength: 8 }).map(parts => parts.join('')),
  { maxLength: 80 },
)
const anyTexts = fc.array(fc.string({ unit: fc.constantFrom('a', '\0', 'ÿ', 'Ā', '\ud83d', '\ude00', '\uffff') }), { maxLength: 40 })

const reference = (texts: ReadonlyArray<string>): ReadonlyArray<string> => [...new Set(texts)].sort()

const random = randomFrom(1)

/** Texts in an order that is bad for some choices of a pivot. */
const numbered = Array.from({ length: 20_000 }, (_, at) => `/${String(at).padStart(8, '0')}`)
const orders: ReadonlyArray<readonly [string, ReadonlyArray<string>]> = [
  ['ascending', numbered],
  ['descending', numbered.toReversed()],
  ['ascending, then descending', [...numbered, ...numbered.toReversed()]],
  ['descending, then ascending', [...numbered.toReversed(), ...numbered]],
  ['ten times ascending', Array.from({ length: 10 }, (_, at) => numbered.filter((_text, index) => index % 10 === at)).flat()],
  ['alternating from both ends', numbered.map((text, at) => (at % 2 === 0 ? text : (numbered[numbered.length - at] ?? text)))],
  ['random', numbered.map(text => `/${Math.floor(random() * 10_000)}${text}`)],
  ['all equal', numbered.map(() => '/index.html')],
  ['nested', numbered.slice(0, 1_000).map((_, at) => '/a'.repeat((at * 7) % 1_000))],
]

describe('sortedDistinct', () => {
  for (const [what, texts] of [
    ['that are alike', alikeTexts],
    ['of any characters', anyTexts],
  ] as const) {
    it(`sorts many texts ${what} like a Set, sorted`, () => {
      fc.assert(
        fc.property(texts, given => {
          expect(sortedDistinct(given, 0)).to.deep.equal(reference(given))
        }),
      )
    })
  }

  it('sorts few texts like a Set, sorted', () => {
    fc.assert(
      fc.property(anyTexts, given => {
        expect(sortedDistinct(given)).to.deep.equal(reference(given))
      }),
    )
  })

  for (const [what, texts] of orders) {
    it(`sorts texts in this order: ${what}`, () => {
      expect(sortedDistinct(texts, 0)).to.deep.equal(reference(texts))
    })
  }
})

describe('distinctOrder', () => {
  it('returns the first place of each text, whether there are few or many', () => {
    fc.assert(
      fc.property(alikeTexts, fc.constantFrom(0, 100), (given, packedFrom) => {
        expect([...distinctOrder(given, packedFrom)]).to.deep.equal(reference(given).map(text => given.indexOf(text)))
      }),
    )
  })
})

describe('orderOf', () => {
  const packed = (texts: ReadonlyArray<string>) => packTexts(texts) ?? expect.fail('These texts can be packed.')

  for (const [what, texts] of orders) {
    it(`visits a text at most 30 times, besides once for every four bytes, in this order: ${what}`, () => {
      const given = packed(texts)
      expect(orderOf(given, 30 * texts.length + given.bytes.length / 4)).to.have.length(new Set(texts).size)
    })
  }

  it('returns the first of many equal texts', () => {
    expect([...(orderOf(packed(['/b', ...numbered.map(() => '/a')]), 1_000_000) ?? [])]).to.deep.equal([1, 0])
  })

  it('stops if it takes more work than allowed', () => {
    expect(orderOf(packed(numbered), numbered.length)).to.equal(undefined)
  })
})

describe('packTexts', () => {
  it('ends every text with zeros', () => {
    expect(packTexts(['/a', '', 'ÿ'])).to.deep.equal({
      bytes: Uint8Array.of(0x2f, 0x61, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0, 0, 0, 0),
      starts: Int32Array.of(0, 6, 10),
    })
  })

  for (const text of ['\0', 'Ā', '\ud83d\ude00']) {
    it(`packs no ${JSON.stringify(text)}`, () => {
      expect(packTexts(['/a', text])).to.equal(undefined)
    })
  }

  it('packs no more than 128 MB', () => {
    expect(packTexts(Array<string>(33).fill('a'.repeat(2 ** 22)))).to.equal(undefined)
  })
})
