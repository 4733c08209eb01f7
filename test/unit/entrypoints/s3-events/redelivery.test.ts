import { expect } from 'chai'
import fc from 'fast-check'
import type { CdnCapabilities } from '../../../../src/domain/cdn/capabilities.ts'
import type { CdnFailure } from '../../../../src/domain/cdn/cdn-failure.ts'
import type { InvalidationRequest } from '../../../../src/domain/cdn/invalidation.ts'
import type { Item } from '../../../../src/domain/items/item.ts'
import type { Misbehaviour } from '../../../../src/testing/fakes/misbehaviour.ts'
import { throttled, tooManyInProgress } from '../../../support/builders/failures.ts'
import { knownBucket, origin } from '../../../support/builders/origins.ts'
import { pathsOfObject } from '../../../support/by-cloudfront.ts'
import { eventBridgeEvent, fromTopic, notification } from '../../../support/recorded/s3-events.ts'
import { type BatchDelivery, isInvalidatedSince, simulateQueue } from '../../../support/simulators/queue.ts'
import { world } from '../../../support/worlds/world.ts'

const numRuns = Number(process.env['CRASH_RUNS'] ?? 100)
const seed = Number(process.env['CRASH_SEED'] ?? Date.now() % 1_000_000_007)

const rejectWith = <F>(failure: F): Misbehaviour<F> => ({ _tag: 'Refuse', failure })

const cdnFault = fc.constantFrom<Misbehaviour<CdnFailure>>(
  { _tag: 'None' },
  rejectWith(throttled),
  rejectWith({ _tag: 'CdnUnavailable', code: '503' }),
  rejectWith(tooManyInProgress),
  { _tag: 'LoseAnswer' },
  { _tag: 'Hang' },
)

/** A path that a CDN may refuse. */
const isRefused = (path: Item): boolean => path.includes("'") || isExcluded(path)

/** A path that it refuses even as a wildcard. */
const isExcluded = (path: Item): boolean => path.startsWith('/r')

const excludedKey = "r/it's"
const keys = [
  'index.html',
  'a/index.html',
  'a/b.css',
  'a/c d.css',
  'ü+%.png',
  'a b+c%20d%2Be.js',
  '%2B',
  'x',
  'y',
  'z/~',
  "it's",
  "a/it's",
  excludedKey,
]

const change = fc.record({
  key: fc.constantFrom(...keys),
  /** Another object in the same notification. */
  otherKey: fc.option(fc.constantFrom(...keys), { nil: undefined }),
  eventName: fc.constantFrom('ObjectCreated:Put', 'ObjectRemoved:Delete', 'LifecycleExpiration:Delete'),
  shape: fc.constantFrom('direct', 'topic', 'eventBridge', 'eventBridgeEncoded'),
  /** How many messages report the change. */
  copies: fc.integer({ min: 1, max: 3 }),
  hasSequencer: fc.boolean(),
})

type Change = typeof change extends fc.Arbitrary<infer A> ? A : never

const delivery: fc.Arbitrary<BatchDelivery> = fc.record({
  share: fc.double({ min: 0.05, max: 1, noNaN: true }),
  order: fc.array(fc.nat({ max: 1_000 }), { minLength: 1, maxLength: 12 }),
  crash: fc.option(fc.record({ call: fc.integer({ min: 1, max: 8 }), when: fc.constantFrom('before', 'after') }), { nil: undefined }),
  responseLost: fc.boolean(),
  redelivered: fc.nat({ max: 2 }),
})

const withoutFaults: BatchDelivery = { share: 1, order: [0], crash: undefined, responseLost: false, redelivered: 0 }

const story = fc.record({
  /** Deliveries, and the changes before each of them. */
  rounds: fc.array(
    fc.record({
      changes: fc.array(change, { maxLength: 4 }),
      faults: delivery,
      /** How many invalidations the CDN creates in this delivery before it throttles. */
      allowance: fc.constantFrom(0, 1, 2, Number.POSITIVE_INFINITY),
    }),
    { minLength: 1, maxLength: 12 },
  ),
  cdnFaults: fc.array(cdnFault, { maxLength: 20 }),
  poison: fc.nat({ max: 2 }),
  maxPaths: fc.constantFrom(3, 3_000),
  twoDistributions: fc.boolean(),
  /** Whether the CDN refuses some paths. */
  refuses: fc.boolean(),
  /** The response to a repeated request. */
  resend: fc.constantFrom('same', 'refused'),
})

const formEncoded = (key: string): string => encodeURIComponent(key).replaceAll('%20', '+')

const recordOf = ({ eventName, hasSequencer }: Change, key: string, sequencer: string) => {
  const encoded = formEncoded(key)
  const object = hasSequencer ? { key: encoded, sequencer } : { key: encoded }
  return notification(eventName, encoded, { s3: { bucket: { name: knownBucket }, object } }).Records
}

/** The key as EventBridge sends it, under either reading of AWS. `undefined` for a message of another shape. */
const eventBridgeKey = ({ key, shape }: Change): string | undefined => {
  if (shape === 'eventBridge') return key
  return shape === 'eventBridgeEncoded' ? formEncoded(key) : undefined
}

/** An EventBridge event contains only one object. */
const keysIn = (reported: Change): ReadonlyArray<string> =>
  reported.otherKey === undefined || eventBridgeKey(reported) !== undefined ? [reported.key] : [reported.key, reported.otherKey]

/** Keys that an event from EventBridge does not mean, but would under the other reading. */
const misread = (reported: Change): ReadonlyArray<string> => {
  const sent = eventBridgeKey(reported)
  if (sent === undefined) return []
  try {
    return [sent, decodeURIComponent(sent.replaceAll('+', ' '))]
  } catch {
    return [sent]
  }
}

const body = (reported: Change, sequencer: string): string => {
  const { shape, hasSequencer } = reported
  const direct = { Records: keysIn(reported).flatMap(one => recordOf(reported, one, sequencer)) }
  if (shape === 'direct') return JSON.stringify(direct)
  if (shape === 'topic') return JSON.stringify(fromTopic(direct))
  const key = eventBridgeKey(reported) ?? ''
  return JSON.stringify(eventBridgeEvent('Object Created', key, { object: hasSequencer ? { key, sequencer } : { key } }))
}

const capabilities: Partial<CdnCapabilities> = { maxItemsPerRequest: 4, wildcards: { granularity: 'character', maxPerRequest: 2 } }

describe('s3EventsHandler with redelivered messages, faults and crashes', () => {
  it(`invalidates every changed path after its change, and no other path (${numRuns} runs, seed ${seed})`, async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ rounds, cdnFaults, poison, maxPaths, twoDistributions, refuses, resend }) => {
        let allowed = 0
        /** The CDN accepts fewer items than its capabilities allow. */
        const rejects = ({ items }: InvalidationRequest, { length }: ReadonlyArray<unknown>): CdnFailure | undefined => {
          if (length >= allowed) return throttled
          if (refuses && items.some(isRefused)) return { _tag: 'ItemsRejected', detail: '' }
          return items.length > 3 ? tooManyInProgress : undefined
        }
        const here = world([], { capabilities, rejects, resend })
        const targetIds = twoDistributions ? (['E1', 'E2'] as const) : (['E1'] as const)
        const changedOrigin = origin({ targetIds, maxPaths })
        const queue = simulateQueue(here, [changedOrigin])
        here.cdn.misbehave(...cdnFaults)
        for (let index = 0; index < poison; index += 1) queue.send(`poison-${index}`, 'no event')

        let messages = 0
        const excluded: string[] = []
        const alsoAllowed = new Set<string>()
        for (const { changes, faults, allowance } of rounds) {
          here.clock.advance(1_000)
          allowed = here.cdn.created().length + allowance
          for (const one of changes) {
            for (const key of misread(one)) alsoAllowed.add(key)
            const text = body(one, (here.clock.now() * 1_000 + messages).toString(16))
            for (let copy = 0; copy < one.copies; copy += 1) {
              messages += 1
              queue.send(`m-${messages}`, text, keysIn(one))
              if (refuses && keysIn(one).includes(excludedKey)) excluded.push(`m-${messages}`)
            }
          }
          await queue.deliver(faults)
        }
        allowed = Number.POSITIVE_INFINITY
        for (let attempt = 0; attempt < 60 && queue.waiting().length > poison; attempt += 1) {
          here.clock.advance(1_000)
          await queue.deliver(withoutFaults)
        }

        const waiting = queue.waiting()
        expect(waiting.filter(id => id.startsWith('poison-'))).to.have.length(poison)
        expect(excluded).to.include.members(waiting.filter(id => !id.startsWith('poison-')))
        if (maxPaths === 3_000) expect(waiting).to.include.members(excluded)
        expect(queue.overran()).to.equal(false)

        const pathsOf = pathsOfObject(changedOrigin)
        const required = queue.sent().flatMap(({ key, at }) => pathsOf(key).map(path => ({ path, at })))
        for (const id of targetIds)
          for (const { path, at } of required.filter(({ path }) => !refuses || !isExcluded(path)))
            expect(isInvalidatedSince(here, id, path, at), `${path} since ${at}`).to.equal(true)

        const sent = new Set(here.cdn.created().flatMap(({ request }) => request.items))
        const expected = new Set([...required.map(({ path }) => path), ...[...alsoAllowed].flatMap(pathsOf)])
        if (maxPaths === 3_000 && !refuses) expect([...sent].sort()).to.deep.equal([...expected].sort())
      }),
      { numRuns, seed },
    )
  }).timeout(600_000)
})
