import { expect } from 'chai'
import { excerpt } from '../../../../src/domain/codec/excerpt.ts'

describe('excerpt', () => {
  it('quotes up to 40 characters as they are', () => {
    expect(excerpt('')).to.equal('""')
    expect(excerpt('a\n"')).to.equal('"a\\n\\""')
    expect(excerpt('x'.repeat(40))).to.equal(`"${'x'.repeat(40)}"`)
  })

  it('cuts a longer value, even inside a pair of surrogates', () => {
    expect(excerpt('x'.repeat(41))).to.equal(`"${'x'.repeat(40)}"…`)
    expect(excerpt(`${'x'.repeat(39)}😀`)).to.equal(`"${'x'.repeat(39)}\u{fffd}"…`)
  })
})
