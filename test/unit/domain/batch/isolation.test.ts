import { expect } from 'chai'
import fc from 'fast-check'
import { type Delivery, isolate, suspectFrom } from '../../../../src/domain/batch/isolation.ts'
import { digestOf } from '../../../../src/domain/codec/digest.ts'
import { deadLettersOf, type KillStory } from '../../../support/simulators/process-killer.ts'
import { s3EventsTemplate } from '../../../support/templates/templates.ts'

const defaultMaxReceiveCount: number = s3EventsTemplate.Parameters.MaxReceiveCount.Default

const ids = (count: number, of: string): ReadonlyArray<string> => Array.from({ length: count }, (_, index) => `${of}-${index}`)

const deliveries = (count: number, receiveCount: number, prefix = 'm'): ReadonlyArray<Delivery> =>
  ids(count, prefix).map(id => ({ id, receiveCount }))

const idsOf = (messages: ReadonlyArray<Delivery>): ReadonlyArray<string> => messages.map(({ id }) => id)

/** A story without a harmful message, an outage or arrivals, in which every round has one batch. */
const calm: KillStory = {
  initial: [],
  arrivals: [],
  isHarmful: () => false,
  outageRounds: 0,
  batchOf: () => 0,
  maxReceiveCount: defaultMaxReceiveCount,
}

const anyMessages = fc.uniqueArray(fc.record({ id: fc.uuid(), receiveCount: fc.integer({ min: 1, max: 40 }) }), {
  selector: ({ id }) => id,
  maxLength: 40,
})

describe('isolate', () => {
  it('handles all messages that are no suspects', () => {
    const messages = deliveries(100, suspectFrom - 1)
    expect(isolate(messages)).to.deep.equal({ due: messages, heldBack: [] })
  })

  it('handles a single suspect with all others', () => {
    const messages = [...deliveries(3, 1), { id: 'suspect', receiveCount: 7 }]
    expect(isolate(messages)).to.deep.equal({ due: messages, heldBack: [] })
  })

  for (const count of [2, 3, 8]) {
    it(`handles exactly one half of ${count} suspects, then the other`, () => {
      for (const prefix of ['m', 'n', 'o', 'p']) {
        const first = idsOf(isolate(deliveries(count, suspectFrom, prefix)).due)
        const second = idsOf(isolate(deliveries(count, suspectFrom + 1, prefix)).due)
        expect(first).to.have.length(Math.floor(count / 2))
        expect([...first, ...second].sort()).to.deep.equal([...ids(count, prefix)].sort())
      }
    })
  }

  it('handles about one half of many suspects, then the other, also if the first is done', () => {
    const { due, heldBack } = isolate(deliveries(1_000, suspectFrom))
    expect(due.length).to.be.within(400, 600)
    expect(idsOf(isolate(heldBack.map(({ id }) => ({ id, receiveCount: suspectFrom + 1 }))).due)).to.deep.equal(idsOf(heldBack))
  })

  it('draws other halves for the next two deliveries', () => {
    const [one, other] = [suspectFrom, suspectFrom + 2].map(count => new Set(idsOf(isolate(deliveries(1_000, count)).due)))
    const inBoth = [...(one ?? [])].filter(id => other?.has(id))
    expect(inBoth.length).to.be.within(150, 350)
  })

  it('keeps every message and its order, and holds back only suspects', () => {
    fc.assert(
      fc.property(anyMessages, messages => {
        const { due, heldBack } = isolate(messages)
        expect(heldBack.every(({ receiveCount }) => receiveCount >= suspectFrom)).to.equal(true)
        const isDue = new Set(due)
        expect(due).to.deep.equal(messages.filter(one => isDue.has(one)))
        expect(heldBack).to.deep.equal(messages.filter(one => !isDue.has(one)))
      }),
    )
  })

  it('does not depend on the order of the messages', () => {
    fc.assert(
      fc.property(anyMessages, messages => {
        expect([...idsOf(isolate([...messages].reverse()).due)].reverse()).to.deep.equal(idsOf(isolate(messages).due))
      }),
    )
  })

  it('treats two deliveries of a message in one batch alike', () => {
    const twice = [...deliveries(9, suspectFrom), ...deliveries(9, suspectFrom + 1)]
    const { due, heldBack } = isolate(twice)
    const isDue = new Set(idsOf(due))
    expect(idsOf(heldBack).filter(id => isDue.has(id))).to.deep.equal([])
  })
})

describe('isolate, delivery after delivery', () => {
  it('sends only the harmful message to the dead-letter queue, and every other one is done', () => {
    const story = fc.record({
      run: fc.uuid(),
      companions: fc.integer({ min: 0, max: 99 }),
      arrivals: fc.array(fc.nat({ max: 5 }), { maxLength: 40 }),
      batches: fc.constantFrom(1, 2, 3),
    })
    fc.assert(
      fc.property(story, ({ run, companions, arrivals, batches }) => {
        const harmful = `${run}-harmful`
        const deadLetters = deadLettersOf({
          ...calm,
          initial: [harmful, ...ids(companions, run)],
          arrivals: arrivals.map((count, round) => (round === 0 ? [] : ids(count, `${run}-${round}`))),
          isHarmful: id => id === harmful,
          batchOf: (id, round) => Number.parseInt(digestOf([id, 'batch', String(round)]).slice(0, 6), 16) % batches,
        })
        expect([...deadLetters]).to.deep.equal([harmful])
      }),
    )
  }).timeout(600_000)

  it('isolates a harmful message in a full batch of 3,000', () => {
    const deadLetters = deadLettersOf({ ...calm, initial: ids(3_000, 'full'), isHarmful: id => id === 'full-1234' })
    expect([...deadLetters]).to.deep.equal(['full-1234'])
  })

  it('isolates two harmful messages that arrive one after the other', () => {
    const deadLetters = deadLettersOf({
      ...calm,
      initial: ids(50, 'first'),
      arrivals: [[], [], [], [], [], [], ids(50, 'second')],
      isHarmful: id => id === 'first-7' || id === 'second-7',
    })
    expect([...deadLetters]).to.deep.equal(['first-7', 'second-7'])
  })

  it('loses no message after an outage that leaves six deliveries', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.uuid(), (count, run) => {
        const outageRounds = defaultMaxReceiveCount - 6
        expect(deadLettersOf({ ...calm, initial: ids(count, run), outageRounds }).size).to.equal(0)
      }),
    )
  }).timeout(600_000)
})
