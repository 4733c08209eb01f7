import { expect } from 'chai'
import fc from 'fast-check'
import { shapeOfJson } from '../../../../src/domain/codec/json-shape.ts'

/** The same by walking the parsed value. */
const shapeOf = (value: unknown): { depth: number; values: number } => {
  if (typeof value !== 'object' || value === null) return { depth: 0, values: 1 }
  const inner = Object.values(value).map(shapeOf)
  return {
    depth: 1 + Math.max(0, ...inner.map(({ depth }) => depth)),
    values: inner.length === 0 ? 2 : inner.reduce((sum, { values }) => sum + values, 1),
  }
}

describe('shapeOfJson', () => {
  it('counts what parsing finds', () => {
    const anything = fc.jsonValue({ stringUnit: fc.constantFrom('"', '\\', ',', '[', '{', ']', '}', '\n', 'a') })
    fc.assert(
      fc.property(anything, fc.constantFrom('', ' ', '\n'), (value, space) => {
        expect(shapeOfJson(JSON.stringify(value, undefined, space))).to.deep.equal(shapeOf(JSON.parse(JSON.stringify(value))))
      }),
    )
  })

  it('ends a string without a quotation mark at the end of its line', () => {
    for (const end of ['\n', '\r']) expect(shapeOfJson(`["a, [${end}[[`).depth).to.equal(3)
    expect(shapeOfJson('["a\\')).to.deep.equal({ depth: 1, values: 2 })
  })
})
