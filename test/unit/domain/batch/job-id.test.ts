import { expect } from 'chai'
import fc from 'fast-check'
import { jobIdOf, type ReportedChange } from '../../../../src/domain/batch/job-id.ts'
import { knownBucket, origin } from '../../../support/origins.ts'

const told = (key: string, version: string | undefined, messageId = 'm1'): ReportedChange => ({
  messageId,
  change: { bucket: knownBucket, key, version },
})

const here = origin()
const id = (...all: ReadonlyArray<ReportedChange>): string => jobIdOf(here, all)

const anyTold = fc.record({ key: fc.constantFrom('a', 'b', 'a"\n,b'), version: fc.constantFrom('1', '0A', 'a', '10', 'FF') })

describe('jobIdOf', () => {
  it('is the same for the same changes, in any order, told by any messages and any number of times', () => {
    const telling = fc.array(anyTold, { minLength: 1, maxLength: 8 }).chain(changes =>
      fc.record({
        changes: fc.constant(changes),
        again: fc.array(fc.tuple(fc.constantFrom(...changes), fc.uuid()), { maxLength: 8 }),
        order: fc.array(fc.nat(), { minLength: 16, maxLength: 16 }),
      }),
    )
    fc.assert(
      fc.property(telling, ({ changes, again, order }) => {
        const plain = changes.map(({ key, version }) => told(key, version))
        const more = [...plain, ...again.map(([{ key, version }, messageId]) => told(key, version, messageId))]
        const shuffled = more
          .map((one, index) => ({ one, rank: order[index % order.length] ?? 0 }))
          .sort((one, other) => one.rank - other.rank)
          .map(({ one }) => one)
        expect(id(...shuffled)).to.equal(id(...plain))
      }),
    )
  })

  it('is another for another change of one of the objects', () => {
    expect(id(told('a', '2'))).to.not.equal(id(told('a', '1')))
    expect(id(told('a', '10'), told('b', '1'))).to.not.equal(id(told('a', '9'), told('b', '1')))
  })

  it('is another for two changes of an object than for one of them, whichever of their sequencers is the greater', () => {
    for (const [one, other] of [
      ['0055', '56'],
      ['9', '10'],
      ['009', '10'],
    ] as const) {
      const both = id(told('a', one), told('a', other))
      expect(both).to.not.equal(id(told('a', one)))
      expect(both).to.not.equal(id(told('a', other)))
    }
  })

  it('is another for another object, and for one object more', () => {
    expect(id(told('b', '1'))).to.not.equal(id(told('a', '1')))
    expect(id(told('a', '1'), told('b', '1'))).to.not.equal(id(told('a', '1')))
  })

  it('is another for an object of the same key in another bucket', () => {
    const there: ReportedChange = { messageId: 'm1', change: { bucket: 'other-bucket', key: 'a', version: '1' } }
    expect(id(there)).to.not.equal(id(told('a', '1')))
  })

  it('goes by the messages where there is no sequencer: the same change twice may be two', () => {
    expect(id(told('a', undefined, 'm1'))).to.not.equal(id(told('a', undefined, 'm2')))
    expect(id(told('a', undefined, 'm1'), told('a', undefined, 'm1'))).to.equal(id(told('a', undefined, 'm1')))
    expect(id(told('a', undefined, 'm2'), told('a', undefined, 'm1'))).to.equal(id(told('a', undefined), told('a', undefined, 'm2')))
    expect(id(told('a', '1'), told('a', undefined, 'm2'))).to.not.equal(id(told('a', '1')))
  })

  it('is another for another origin', () => {
    expect(jobIdOf(origin({ targetIds: ['E2'] }), [told('a', '1')])).to.not.equal(id(told('a', '1')))
    expect(jobIdOf(origin({ queryStrings: true }), [told('a', '1')])).to.not.equal(id(told('a', '1')))
  })
})
