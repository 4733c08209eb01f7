import { expect } from 'chai'
import { assertSame } from '../../../../src/testing/contracts/expect.ts'

describe('assertSame', () => {
  it('accepts equal lists', () => {
    expect(() => assertSame([1, 2], [1, 2])).not.to.throw()
  })

  it('fails at the first difference', () => {
    expect(() => assertSame(['a', 'b', 'c'], ['a', 'x', 'y'])).to.throw('entry 1 is b, expected x')
    expect(() => assertSame(['a'], ['a', 'b'])).to.throw('expected 2 entries, got 1')
  })
})
