import { expect } from 'chai'
import fc from 'fast-check'
import { jobIdOf, type ReportedChange } from '../../../../src/domain/batch/job-id.ts'
import { knownBucket, origin } from '../../../support/builders/origins.ts'

const reported = (key: string, version: string | undefined, messageId = 'm1'): ReportedChange => ({
  messageId,
  change: { bucket: knownBucket, key, version },
})

const thisOrigin = origin()
const id = (...all: ReadonlyArray<ReportedChange>): string => jobIdOf(thisOrigin, all)

const anyChange = fc.record({ key: fc.constantFrom('a', 'b', 'a"\n,b'), version: fc.constantFrom('1', '0A', 'a', '10', 'FF') })

describe('jobIdOf', () => {
  it('is the same for the same changes in any order, reported by any messages any number of times', () => {
    const deliveries = fc.array(anyChange, { minLength: 1, maxLength: 8 }).chain(changes =>
      fc.record({
        changes: fc.constant(changes),
        repeated: fc.array(fc.tuple(fc.constantFrom(...changes), fc.uuid()), { maxLength: 8 }),
        order: fc.array(fc.nat(), { minLength: 16, maxLength: 16 }),
      }),
    )
    fc.assert(
      fc.property(deliveries, ({ changes, repeated, order }) => {
        const plain = changes.map(({ key, version }) => reported(key, version))
        const more = [...plain, ...repeated.map(([{ key, version }, messageId]) => reported(key, version, messageId))]
        const shuffled = more
          .map((one, index) => ({ one, rank: order[index % order.length] ?? 0 }))
          .sort((one, other) => one.rank - other.rank)
          .map(({ one }) => one)
        expect(id(...shuffled)).to.equal(id(...plain))
      }),
    )
  })

  it('differs for another change of one of the objects', () => {
    expect(id(reported('a', '2'))).to.not.equal(id(reported('a', '1')))
    expect(id(reported('a', '10'), reported('b', '1'))).to.not.equal(id(reported('a', '9'), reported('b', '1')))
  })

  it('differs between two changes of an object and one of them, whichever sequencer is greater', () => {
    for (const [one, other] of [
      ['0055', '56'],
      ['9', '10'],
      ['009', '10'],
    ] as const) {
      const both = id(reported('a', one), reported('a', other))
      expect(both).to.not.equal(id(reported('a', one)))
      expect(both).to.not.equal(id(reported('a', other)))
    }
  })

  it('differs for another object, and for an additional object', () => {
    expect(id(reported('b', '1'))).to.not.equal(id(reported('a', '1')))
    expect(id(reported('a', '1'), reported('b', '1'))).to.not.equal(id(reported('a', '1')))
  })

  it('differs for an object with the same key in another bucket', () => {
    const inOtherBucket: ReportedChange = { messageId: 'm1', change: { bucket: 'other-bucket', key: 'a', version: '1' } }
    expect(id(inOtherBucket)).to.not.equal(id(reported('a', '1')))
  })

  it('depends on the message ids if there is no sequencer, because equal changes may be two', () => {
    expect(id(reported('a', undefined, 'm1'))).to.not.equal(id(reported('a', undefined, 'm2')))
    expect(id(reported('a', undefined, 'm1'), reported('a', undefined, 'm1'))).to.equal(id(reported('a', undefined, 'm1')))
    expect(id(reported('a', undefined, 'm2'), reported('a', undefined, 'm1'))).to.equal(
      id(reported('a', undefined), reported('a', undefined, 'm2')),
    )
    expect(id(reported('a', '1'), reported('a', undefined, 'm2'))).to.not.equal(id(reported('a', '1')))
  })

  it('differs for another origin', () => {
    expect(jobIdOf(origin({ targetIds: ['E2'] }), [reported('a', '1')])).to.not.equal(id(reported('a', '1')))
    expect(jobIdOf(origin({ queryStrings: true }), [reported('a', '1')])).to.not.equal(id(reported('a', '1')))
  })
})
