import { expect } from 'chai'
import fc from 'fast-check'
import { laterOf } from '../../../../src/domain/origins/sequencer.ts'

const hex = fc.bigInt({ min: 0n, max: 2n ** 80n })
const written = fc.record({ number: hex, zeros: fc.nat({ max: 4 }), upper: fc.boolean() })

const write = ({ number, zeros, upper }: { number: bigint; zeros: number; upper: boolean }): string => {
  const text = '0'.repeat(zeros) + number.toString(16)
  return upper ? text.toUpperCase() : text
}

describe('laterOf', () => {
  it('is the greater number, however many zeros are in front of it', () => {
    fc.assert(
      fc.property(written, written, (one, other) => {
        const greater = one.number > other.number ? one.number : other.number
        expect(BigInt(`0x0${laterOf(write(one), write(other))}`)).to.equal(greater)
      }),
    )
  })

  it('does not depend on the order, nor on the spelling', () => {
    fc.assert(
      fc.property(written, written, (one, other) => {
        expect(laterOf(write(one), write(other))).to.equal(laterOf(write(other), write(one)))
        expect(laterOf(write(one), '')).to.equal(laterOf('', write({ ...one, zeros: 0, upper: false })))
      }),
    )
  })
})
