import { expect } from 'chai'
import fc from 'fast-check'
import { runBatch } from '../../../src/application/run-batch.ts'
import { runJob } from '../../../src/application/run-job.ts'
import { batchOf } from '../../../src/domain/batch/batch-of.ts'
import type { CdnCapabilities } from '../../../src/domain/cdn/capabilities.ts'
import type { Item } from '../../../src/domain/items/item.ts'
import { readItem } from '../../../src/domain/items/read-item.ts'
import { message } from '../../support/builders/messages.ts'
import { rightOf } from '../../support/either.ts'
import { host, itemsSentTo, jobWith, knownBucket, requestsTo, strangerOrigin, strangerWorld } from '../../support/worlds/strangers.ts'
import type { World } from '../../support/worlds/world.ts'

const segment = fc.constantFrom('a', 'A', 'b', 'ab', 'Ü', 'x y', '', '%41')
const path = fc.array(segment, { maxLength: 4 }).map(segments => `/${segments.join('/')}`)
const wildcard = fc.tuple(path, fc.constantFrom('*', '/*')).map(parts => parts.join(''))
const tag = fc.constantFrom('#a', '#A', '#b')

/** Capabilities of arbitrary CDNs. */
const anyCapabilities: fc.Arbitrary<Partial<CdnCapabilities>> = fc
  .record({
    caseSensitive: fc.boolean(),
    pathsPerRequest: fc.integer({ min: 1, max: 4 }),
    tags: fc.option(fc.record({ maxPerRequest: fc.integer({ min: 1, max: 3 }), caseSensitive: fc.boolean() }), { nil: undefined }),
    wildcards: fc.option(
      fc.record({ granularity: fc.constantFrom('character', 'directory'), maxPerRequest: fc.integer({ min: 1, max: 3 }) }),
      { nil: undefined },
    ),
    purgesEverything: fc.boolean(),
    mixesKinds: fc.boolean(),
    maxItemsPerRequest: fc.integer({ min: 1, max: 6 }),
    idempotentByReference: fc.boolean(),
  })
  .map(({ caseSensitive, pathsPerRequest, tags, ...others }) => ({
    ...others,
    paths: { unsupported: undefined, maxLength: 100, maxPerRequest: pathsPerRequest, caseSensitive, queryStrings: undefined },
    tags: tags && { ...tags, maxLength: 10, pattern: /^\w+$/, allowed: 'letters' },
  }))

/** Items that a CDN with these capabilities supports. */
const itemsFor = ({ tags, wildcards, purgesEverything }: Partial<CdnCapabilities>): fc.Arbitrary<ReadonlyArray<string>> =>
  fc.array(
    fc.oneof(
      { weight: 4, arbitrary: path },
      { weight: wildcards ? 3 : 0, arbitrary: wildcard },
      { weight: tags ? 2 : 0, arbitrary: tag },
      { weight: wildcards || purgesEverything ? 1 : 0, arbitrary: fc.constant('/*') },
    ),
    { minLength: 1, maxLength: 30 },
  )

const isWildcard = (item: string): boolean => item.startsWith('/') && item.endsWith('*')

const covers = (wide: string, item: string): boolean => isWildcard(wide) && wide !== item && item.startsWith(wide.slice(0, -1))

/** The items as the CDN encodes them, with wildcards widened to its granularity. */
const expressed = ({ capabilities }: World['cdn'], texts: ReadonlyArray<string>): ReadonlyArray<string> => {
  const isByFolder = capabilities.wildcards?.granularity === 'directory'
  return texts
    .map((text): string => rightOf(readItem(capabilities)(text)))
    .map(item => (isByFolder && isWildcard(item) ? item.replace(/[^/]*$/, '*') : item))
}

const tagKey = ({ capabilities }: World['cdn'], item: string): string =>
  item.startsWith('#') && capabilities.tags?.caseSensitive === false ? item.toLowerCase() : item

/** The minimal items that invalidate the same, found by comparing all pairs. */
const minimal = (fake: World['cdn'], items: ReadonlyArray<string>): ReadonlyArray<string> =>
  [...new Set(items.map(item => tagKey(fake, item)))].filter(item => !items.some(other => covers(other, item))).toSorted()

/** Whether no request exceeded the CDN's capabilities. The fake rejects those that do. */
const obeys = ({ cdn: fake }: World): boolean => fake.calls() === fake.created().length

const story = anyCapabilities.chain(capabilities => fc.record({ capabilities: fc.constant(capabilities), items: itemsFor(capabilities) }))

describe('runJob with any CDN', () => {
  it('sends the minimal items in requests that the CDN accepts', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ capabilities, items }) => {
        const world = strangerWorld({ cdn: capabilities })
        const answer = rightOf(await runJob(world.ports)(jobWith({ items }), world.clock.now() + 60_000)())
        expect(answer).to.include({ _tag: 'Success' })
        expect(obeys(world)).to.equal(true)
        const sent = itemsSentTo(world).flat()
        expect(sent.map(item => tagKey(world.cdn, item)).toSorted()).to.deep.equal(minimal(world.cdn, expressed(world.cdn, items)))
        for (const request of requestsTo(world)) expect(request).to.include({ targetId: 'zone-1', host })
      }),
    )
  })

  it('covers the items within maxPaths, in requests that the CDN accepts', async () => {
    await fc.assert(
      fc.asyncProperty(story, fc.integer({ min: 1, max: 6 }), async ({ capabilities, items }, maxPaths) => {
        const world = strangerWorld({ cdn: capabilities })
        const answer = rightOf(await runJob(world.ports)(jobWith({ items, maxPaths }), world.clock.now() + 60_000)())
        expect(obeys(world)).to.equal(true)
        const sent = itemsSentTo(world).flat()
        if (answer._tag === 'Failure') {
          expect(answer.message).to.include('maxPaths')
          expect(sent).to.deep.equal([])
          return
        }
        expect(sent.length).to.be.at.most(maxPaths)
        for (const item of minimal(world.cdn, expressed(world.cdn, items))) {
          expect(sent.some(one => tagKey(world.cdn, one) === item || covers(one, item))).to.equal(true)
        }
      }),
    )
  })

  it('finds any request size that the CDN accepts', async () => {
    await fc.assert(
      fc.asyncProperty(story, fc.integer({ min: 1, max: 5 }), async ({ capabilities, items }, size) => {
        const world = strangerWorld({
          cdn: capabilities,
          rejects: request => (request.items.length > size ? { _tag: 'RequestTooLarge' } : undefined),
        })
        expect(rightOf(await runJob(world.ports)(jobWith({ items }), world.clock.now() + 60_000)())).to.include({ _tag: 'Success' })
        const sent = itemsSentTo(world).flat()
        expect(sent.map(item => tagKey(world.cdn, item)).toSorted()).to.deep.equal(minimal(world.cdn, expressed(world.cdn, items)))
      }),
    )
  })
})

describe('runBatch with any CDN', () => {
  const key = fc
    .array(fc.constantFrom('a', 'A', 'b.html', 'Index.html', 'x?y', 'ü'), { minLength: 1, maxLength: 4 })
    .map(names => names.join('/'))

  it('invalidates every changed path in requests that the CDN accepts, and returns no message', async () => {
    await fc.assert(
      fc.asyncProperty(anyCapabilities, fc.array(key, { minLength: 1, maxLength: 20 }), async (capabilities, keys) => {
        const world = strangerWorld({ cdn: capabilities, ci: { tracksJobs: false } })
        const messages = keys.map((one, index) => message(`m${index}`, [one], knownBucket))
        const batch = batchOf(world.cdn.capabilities.paths, [strangerOrigin()], messages)
        expect(await runBatch(world.ports)(batch, world.clock.now() + 60_000)()).to.deep.equal([])
        expect(obeys(world)).to.equal(true)
        const sent: ReadonlyArray<Item> = requestsTo(world).flatMap(({ items }) => items)
        for (const { pathsByMessage } of batch.jobs)
          for (const item of [...pathsByMessage.values()].flat()) expect(sent.some(one => one === item || covers(one, item))).to.equal(true)
      }),
    )
  })
})
