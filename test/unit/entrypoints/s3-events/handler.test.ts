import { expect } from 'chai'
import { type BatchResponse, batchReporter } from '../../../../src/adapters/sqs/batch-reporter.ts'
import type { Origin } from '../../../../src/domain/batch/origin.ts'
import { s3EventsHandler } from '../../../../src/entrypoints/s3-events/handler.ts'
import { containerOf, portsFrom } from '../../../../src/entrypoints/wiring/container.ts'
import * as token from '../../../../src/entrypoints/wiring/tokens.ts'
import type { MemoryCdnOptions } from '../../../../src/testing/fakes/cdn-invalidator.ts'
import { throttled } from '../../../support/builders/failures.ts'
import { origin } from '../../../support/builders/origins.ts'
import { eventBridgeEvent, fromTopic, notification, sqsEvent, testEvent } from '../../../support/recorded/s3-events.ts'
import { fakesOf } from '../../../support/worlds/fakes-module.ts'
import { type World, world as worldWith } from '../../../support/worlds/world.ts'

const context = {
  awsRequestId: '22222222-abcd-1111-abcd-222222abcdef',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111111111111:function:f',
  getRemainingTimeInMillis: () => 60_000,
}

/** The handler with fakes instead of CloudFront. */
const handlerIn = (world: World, origins: ReadonlyArray<Origin> = [origin()]) => {
  const container = containerOf(fakesOf({ ...world.ports, cdn: world.cdn, reporter: batchReporter }))
  return s3EventsHandler(portsFrom(container), origins, container.get(token.OwnAccount))
}

const newWorld = (options: MemoryCdnOptions = {}): World => worldWith([], options)

const put = (key: string) => notification('ObjectCreated:Put', key)
const bodies = (messages: Readonly<Record<string, object>>) =>
  sqsEvent(Object.fromEntries(Object.entries(messages).map(([id, message]) => [id, JSON.stringify(message)])))

const returned = (response: BatchResponse | undefined): ReadonlyArray<string> | undefined =>
  response?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)

const paths = ({ cdn }: World): ReadonlyArray<string> => cdn.created().flatMap(({ request }) => request.items)

const rejection = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'resolved',
    (error: Error) => error.message,
  )

describe('s3EventsHandler', () => {
  describe('with messages from a queue', () => {
    it('creates one invalidation and returns no message', async () => {
      const world = newWorld()
      const event = bodies({ m1: put('a+b.html'), m2: fromTopic(put('c')), m3: eventBridgeEvent('Object Deleted', 'd e'), m4: testEvent })
      expect(await handlerIn(world)(event, context)).to.deep.equal({ batchItemFailures: [] })
      expect(world.cdn.created()).to.have.length(1)
      expect(paths(world)).to.deep.equal(['/a%20b.html', '/c', '/d%20e'])
    })

    it('creates nothing twice if the same batch is redelivered', async () => {
      const world = newWorld()
      const event = bodies({ m1: put('a'), m2: put('b') })
      await handlerIn(world)(event, context)
      await handlerIn(world)({ Records: [...event.Records].reverse() }, context)
      expect(world.cdn.created()).to.have.length(1)
    })

    it('returns unreadable messages and handles the rest', async () => {
      const world = newWorld()
      const event = sqsEvent({ m1: 'poison', m2: JSON.stringify(put('a')), m3: JSON.stringify(put('%')) })
      expect(returned(await handlerIn(world)(event, context))).to.deep.equal(['m1', 'm3'])
      expect(paths(world)).to.deep.equal(['/a'])
      const rejected = world.log.entries.filter(({ _tag }) => _tag === 'MessageRejected')
      expect(rejected).to.deep.equal([
        {
          _tag: 'MessageRejected',
          messageId: 'm1',
          failure: {
            _tag: 'MessageUnreadable',
            reason: 'not JSON at position 0, before "poison" (not a JSON value; strings need double quotes)',
          },
        },
        { _tag: 'MessageRejected', messageId: 'm3', failure: { _tag: 'KeyUnreadable', key: '"%"' } },
      ])
    })

    it('returns a message with an unusable record, but handles its other records, once', async () => {
      const world = newWorld()
      const event = bodies({ m1: { Records: [...put('a').Records, ...put('%').Records] } })
      for (let delivery = 0; delivery < 3; delivery += 1) {
        expect(returned(await handlerIn(world)(event, context))).to.deep.equal(['m1'])
      }
      expect(world.cdn.created()).to.have.length(1)
      expect(paths(world)).to.deep.equal(['/a'])
    })

    it('returns the message of a path that the CDN rejects, and handles the rest', async () => {
      const world = newWorld({
        rejects: ({ items }) => (items.some(item => item === '/bad') ? { _tag: 'ItemsRejected', detail: '' } : undefined),
      })
      const event = bodies({ m1: put('a'), m2: put('bad'), m3: put('c'), m4: put('d') })
      expect(returned(await handlerIn(world)(event, context))).to.deep.equal(['m2'])
      expect([...paths(world)].sort()).to.deep.equal(['/a', '/c', '/d'])
    })

    it('returns only the messages that a throttling CDN did not accept', async () => {
      const world = newWorld({
        capabilities: { maxItemsPerRequest: 2 },
        rejects: (_, created) => (created.length > 0 ? throttled : undefined),
      })
      const event = bodies({ m1: put('a'), m2: put('b'), m3: put('c'), m4: put('d') })
      expect(returned(await handlerIn(world)(event, context))).to.deep.equal(['m3', 'm4'])
      expect(world.log.entries.at(-1)).to.deep.equal({ _tag: 'MessagesReturned', messages: 2, of: 4 })
    })

    it('returns all messages if the distribution does not exist', async () => {
      const world = newWorld()
      const event = bodies({ m1: put('a'), m2: put('b') })
      expect(returned(await handlerIn(world, [origin({ targetIds: ['E404'] })])(event, context))).to.deep.equal(['m1', 'm2'])
      const finished = world.log.entries.find(({ _tag }) => _tag === 'Finished')
      expect(finished).to.have.nested.property('answer.message').that.includes('There is no such distribution')
    })

    it('handles an origin even if another one fails', async () => {
      const world = newWorld()
      const origins = [origin({ stripPrefix: 'a/', targetIds: ['E404'] }), origin({ stripPrefix: 'b/' })]
      const event = bodies({ m1: put('a/1'), m2: put('b/2') })
      expect(returned(await handlerIn(world, origins)(event, context))).to.deep.equal(['m1'])
      expect(paths(world)).to.deep.equal(['/2'])
    })

    it('handles a distribution even if another one stays throttled', async () => {
      const world = newWorld({
        rejects: ({ targetId }) => (targetId === 'E2' ? throttled : undefined),
      })
      const origins = [origin({ stripPrefix: 'a/', targetIds: ['E2'] }), origin({ stripPrefix: 'b/' })]
      const startedAt = world.clock.now()
      expect(returned(await handlerIn(world, origins)(bodies({ m1: put('a/1'), m2: put('b/2') }), context))).to.deep.equal(['m1'])
      expect(world.cdn.created().map(({ request, at }) => [request.items, at < startedAt + 1_000])).to.deep.equal([[['/2'], true]])
    })

    it('stays within maxPaths', async () => {
      const world = newWorld()
      const event = bodies({ m1: put('a/1'), m2: put('a/2'), m3: put('b') })
      expect(returned(await handlerIn(world, [origin({ maxPaths: 2 })])(event, context))).to.deep.equal([])
      expect(paths(world)).to.deep.equal(['/a/*', '/b'])
    })

    it('responds before the Lambda timeout', async () => {
      const world = newWorld()
      world.cdn.misbehave({ _tag: 'Hang' }, { _tag: 'Hang' })
      const startedAt = world.clock.now()
      const response = await handlerIn(world)(bodies({ m1: put('a') }), { ...context, getRemainingTimeInMillis: () => 1_900 })
      expect(world.clock.now() - startedAt).to.be.below(1_900)
      expect(returned(response)).to.deep.equal(['m1'])
    })

    it('returns messages after an unexpected error, and logs its stack without its message', async () => {
      const world = newWorld()
      const cdn = {
        ...world.cdn,
        invalidate: () => {
          throw new Error('secret')
        },
      }
      const response = await handlerIn({ ...world, cdn })(bodies({ m1: put('a'), m2: testEvent }), context)
      expect(returned(response)).to.deep.equal(['m1'])
      const logged = world.log.entries.find(({ _tag }) => _tag === 'UnexpectedError')
      expect(logged)
        .to.have.property('error')
        .that.matches(/^Error\n +at /)
      expect(JSON.stringify(world.log.entries)).to.not.include('secret')
    })

    it('warns if no origin serves any of the changed objects, with one of their keys', async () => {
      const world = newWorld()
      const mistyped = [origin({ stripPrefix: 'prodution/' })]
      await handlerIn(world, mistyped)(bodies({ m1: put('production/a'), m2: put('production/b') }), context)
      expect(world.log.entries).to.deep.include({
        _tag: 'AllChangesIgnored',
        changes: 2,
        bucket: 'amzn-s3-demo-bucket',
        key: 'production/a',
      })
    })

    it('does not warn if a batch has no changes at all', async () => {
      const world = newWorld()
      await handlerIn(world)(bodies({ m1: testEvent }), context)
      expect(world.log.entries.map(({ _tag }) => _tag)).not.to.include('AllChangesIgnored')
    })

    it('logs the messages and their result', async () => {
      const world = newWorld()
      await handlerIn(world, [origin({ include: ['*.html'] })])(bodies({ m1: put('a.html'), m2: put('a.css') }), context)
      const events = world.log.entries.map(({ _tag }) => _tag)
      expect(events).to.deep.equal(['MessagesReceived', 'Planned', 'InvalidationCreated', 'Reported', 'Finished', 'MessagesReturned'])
      expect(world.log.entries[0]).to.deep.equal({ _tag: 'MessagesReceived', messages: 2, changes: 2, unserved: 1 })
    })
  })

  describe('with a direct invocation', () => {
    const topicEvent = { Records: [{ EventSource: 'aws:sns', Sns: { MessageId: 's1', Message: JSON.stringify(put('a')) } }] }
    for (const [what, event] of [
      ['S3', put('a')],
      ['EventBridge', eventBridgeEvent('Object Created', 'a')],
      ['SNS', topicEvent],
    ] as const) {
      it(`invalidates the changed object and returns nothing (${what})`, async () => {
        const world = newWorld()
        expect(await handlerIn(world)(event, context)).to.equal(undefined)
        expect(paths(world)).to.deep.equal(['/a'])
      })

      it(`rejects if the invalidation fails, so that Lambda retries (${what})`, async () => {
        const world = newWorld()
        const origins = [origin({ targetIds: ['E404'] })]
        expect(await rejection(handlerIn(world, origins)(event, context))).to.equal('1 of 1 events were not handled; the log says why.')
      })

      it(`creates nothing twice if Lambda retries (${what})`, async () => {
        const world = newWorld()
        await handlerIn(world)(event, context)
        await handlerIn(world)(event, context)
        expect(world.cdn.created()).to.have.length(1)
      })
    }

    it('rejects an event from an unknown bucket', async () => {
      const world = newWorld()
      expect(await rejection(handlerIn(world, [origin({ bucket: 'other-bucket' })])(put('a'), context))).to.match(/the log says why/)
      expect(world.log.entries).to.deep.include({
        _tag: 'MessageRejected',
        messageId: context.awsRequestId,
        failure: { _tag: 'BucketUnknown', bucket: 'amzn-s3-demo-bucket' },
      })
    })

    it('logs a key that it cannot read', async () => {
      const world = newWorld()
      expect(await rejection(handlerIn(world)(put('%'), context))).to.match(/the log says why/)
      expect(world.log.entries).to.deep.include({
        _tag: 'MessageRejected',
        messageId: context.awsRequestId,
        failure: { _tag: 'KeyUnreadable', key: '"%"' },
      })
    })

    for (const event of [
      undefined,
      null,
      {},
      { Records: [{}] },
      { Records: [{ EventSource: 'aws:sns', Sns: { Message: '{}' } }] },
      'x'.repeat(100_000),
      { 'CodePipeline.job': {} },
    ]) {
      it(`rejects ${JSON.stringify(event)?.slice(0, 20)}, calls no service and logs the reason`, async () => {
        const world = newWorld()
        expect(await rejection(handlerIn(world)(event, context))).to.match(/^The event reports no S3 objects/)
        expect(world.cdn.calls()).to.equal(0)
        expect(world.log.entries.map(({ _tag }) => _tag)).to.deep.equal(['EventRejected'])
      })
    }
  })
})
