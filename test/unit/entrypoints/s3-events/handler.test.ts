import { expect } from 'chai'
import { type BatchResponse, batchReporter } from '../../../../src/adapters/sqs/batch-reporter.ts'
import type { Origin } from '../../../../src/domain/batch/origin.ts'
import { s3EventsHandler } from '../../../../src/entrypoints/s3-events/handler.ts'
import { containerOf, portsFrom } from '../../../../src/entrypoints/wiring/container.ts'
import * as token from '../../../../src/entrypoints/wiring/tokens.ts'
import type { MemoryCdnOptions } from '../../../../src/testing/fakes/cdn-invalidator.ts'
import { fakesOf } from '../../../support/fakes-module.ts'
import { origin } from '../../../support/origins.ts'
import { eventBridgeEvent, fromTopic, notification, sqsEvent, testEvent } from '../../../support/recorded-s3-events.ts'
import { type World, world } from '../../../support/world.ts'

const context = {
  awsRequestId: '22222222-abcd-1111-abcd-222222abcdef',
  invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111111111111:function:f',
  getRemainingTimeInMillis: () => 60_000,
}

/** The entrypoint's use case, with the modules of fakes. */
const handlerIn = (here: World, origins: ReadonlyArray<Origin> = [origin()]) => {
  const container = containerOf(fakesOf({ ...here.ports, cdn: here.cdn, reporter: batchReporter }))
  return s3EventsHandler(portsFrom(container), origins, container.get(token.OwnAccount))
}

const here = (options: MemoryCdnOptions = {}): World => world([], options)

const put = (key: string): object => notification('ObjectCreated:Put', key)
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
  describe('with messages of a queue', () => {
    it('makes one invalidation of them, and gives back none', async () => {
      const now = here()
      const event = bodies({ m1: put('a+b.html'), m2: fromTopic(put('c')), m3: eventBridgeEvent('Object Deleted', 'd e'), m4: testEvent })
      expect(await handlerIn(now)(event, context)).to.deep.equal({ batchItemFailures: [] })
      expect(now.cdn.created()).to.have.length(1)
      expect(paths(now)).to.deep.equal(['/a%20b.html', '/c', '/d%20e'])
    })

    it('creates nothing twice where the same batch is delivered again', async () => {
      const now = here()
      const event = bodies({ m1: put('a'), m2: put('b') })
      await handlerIn(now)(event, context)
      await handlerIn(now)({ Records: [...event.Records].reverse() }, context)
      expect(now.cdn.created()).to.have.length(1)
    })

    it('gives back a message that it cannot understand, and does all else', async () => {
      const now = here()
      const event = sqsEvent({ m1: 'poison', m2: JSON.stringify(put('a')), m3: JSON.stringify(put('%')) })
      expect(returned(await handlerIn(now)(event, context))).to.deep.equal(['m1', 'm3'])
      expect(paths(now)).to.deep.equal(['/a'])
      const refused = now.log.entries.filter(({ _tag }) => _tag === 'MessageRejected')
      expect(refused).to.deep.equal([
        {
          _tag: 'MessageRejected',
          messageId: 'm1',
          failure: { _tag: 'MessageUnreadable', reason: 'not JSON at position 0, before "poison" (InvalidSymbol)' },
        },
        { _tag: 'MessageRejected', messageId: 'm3', failure: { _tag: 'KeyUnreadable', key: '"%"' } },
      ])
    })

    it('gives back the message of a path that the CDN refuses, and does all else', async () => {
      const now = here({
        rejects: ({ items }) => (items.some(item => item === '/bad') ? { _tag: 'ItemsRejected', detail: '' } : undefined),
      })
      const event = bodies({ m1: put('a'), m2: put('bad'), m3: put('c'), m4: put('d') })
      expect(returned(await handlerIn(now)(event, context))).to.deep.equal(['m2'])
      expect([...paths(now)].sort()).to.deep.equal(['/a', '/c', '/d'])
    })

    it('gives back what a busy CDN did not take, and only that', async () => {
      const now = here({
        capabilities: { maxItemsPerRequest: 2 },
        rejects: (_, created) => (created.length > 0 ? { _tag: 'Throttled', code: 'Throttling' } : undefined),
      })
      const event = bodies({ m1: put('a'), m2: put('b'), m3: put('c'), m4: put('d') })
      expect(returned(await handlerIn(now)(event, context))).to.deep.equal(['m3', 'm4'])
      expect(now.log.entries.at(-1)).to.deep.equal({ _tag: 'MessagesReturned', messages: 2, of: 4 })
    })

    it('gives back all where the CDN denies it', async () => {
      const now = here()
      const event = bodies({ m1: put('a'), m2: put('b') })
      expect(returned(await handlerIn(now, [origin({ targetIds: ['E404'] })])(event, context))).to.deep.equal(['m1', 'm2'])
      const finished = now.log.entries.find(({ _tag }) => _tag === 'Finished')
      expect(finished).to.have.nested.property('answer.message').that.includes('There is no such distribution')
    })

    it('lets no origin hold up another', async () => {
      const now = here()
      const origins = [origin({ stripPrefix: 'a/', targetIds: ['E404'] }), origin({ stripPrefix: 'b/' })]
      const event = bodies({ m1: put('a/1'), m2: put('b/2') })
      expect(returned(await handlerIn(now, origins)(event, context))).to.deep.equal(['m1'])
      expect(paths(now)).to.deep.equal(['/2'])
    })

    it('lets no distribution that is busy to the end hold up another', async () => {
      const now = here({
        rejects: ({ targetId }) => (targetId === 'E2' ? { _tag: 'Throttled', code: 'Throttling' } : undefined),
      })
      const origins = [origin({ stripPrefix: 'a/', targetIds: ['E2'] }), origin({ stripPrefix: 'b/' })]
      const began = now.clock.now()
      expect(returned(await handlerIn(now, origins)(bodies({ m1: put('a/1'), m2: put('b/2') }), context))).to.deep.equal(['m1'])
      expect(now.cdn.created().map(({ request, at }) => [request.items, at < began + 1_000])).to.deep.equal([[['/2'], true]])
    })

    it('keeps to its budget', async () => {
      const now = here()
      const event = bodies({ m1: put('a/1'), m2: put('a/2'), m3: put('b') })
      expect(returned(await handlerIn(now, [origin({ maxPaths: 2 })])(event, context))).to.deep.equal([])
      expect(paths(now)).to.deep.equal(['/a/*', '/b'])
    })

    it('keeps to the time that Lambda gives it', async () => {
      const now = here()
      now.cdn.misbehave({ _tag: 'Hang' }, { _tag: 'Hang' })
      const began = now.clock.now()
      const response = await handlerIn(now)(bodies({ m1: put('a') }), { ...context, getRemainingTimeInMillis: () => 1_900 })
      expect(now.clock.now() - began).to.be.below(1_900)
      expect(returned(response)).to.deep.equal(['m1'])
    })

    it('gives back the messages of what is broken, and logs where, without what the error says', async () => {
      const now = here()
      const cdn = {
        ...now.cdn,
        invalidate: () => {
          throw new Error('secret')
        },
      }
      const response = await handlerIn({ ...now, cdn })(bodies({ m1: put('a'), m2: testEvent }), context)
      expect(returned(response)).to.deep.equal(['m1'])
      const broken = now.log.entries.find(({ _tag }) => _tag === 'UnexpectedError')
      expect(broken)
        .to.have.property('error')
        .that.matches(/^Error\n +at /)
      expect(JSON.stringify(now.log.entries)).to.not.include('secret')
    })

    it('logs what it got, and what came of it', async () => {
      const now = here()
      await handlerIn(now, [origin({ include: ['*.html'] })])(bodies({ m1: put('a.html'), m2: put('a.css') }), context)
      const events = now.log.entries.map(({ _tag }) => _tag)
      expect(events).to.deep.equal(['MessagesReceived', 'Planned', 'InvalidationCreated', 'Reported', 'Finished', 'MessagesReturned'])
      expect(now.log.entries[0]).to.deep.equal({ _tag: 'MessagesReceived', messages: 2, changes: 2, unserved: 1 })
    })
  })

  describe('with an event itself', () => {
    const topicEvent = { Records: [{ EventSource: 'aws:sns', Sns: { MessageId: 's1', Message: JSON.stringify(put('a')) } }] }
    for (const [what, event] of [
      ['S3', put('a')],
      ['EventBridge', eventBridgeEvent('Object Created', 'a')],
      ['a topic', topicEvent],
    ] as const) {
      it(`invalidates what it tells of, and answers nothing (${what})`, async () => {
        const now = here()
        expect(await handlerIn(now)(event, context)).to.equal(undefined)
        expect(paths(now)).to.deep.equal(['/a'])
      })

      it(`fails where that is not done, so that Lambda repeats it (${what})`, async () => {
        const now = here()
        const origins = [origin({ targetIds: ['E404'] })]
        expect(await rejection(handlerIn(now, origins)(event, context))).to.equal('1 of 1 events were not handled; the log says why.')
      })

      it(`creates nothing twice where Lambda repeats it (${what})`, async () => {
        const now = here()
        await handlerIn(now)(event, context)
        await handlerIn(now)(event, context)
        expect(now.cdn.created()).to.have.length(1)
      })
    }

    it('fails where it tells of a bucket that nobody knows', async () => {
      const now = here()
      expect(await rejection(handlerIn(now, [origin({ bucket: 'other-bucket' })])(put('a'), context))).to.match(/the log says why/)
      expect(now.log.entries).to.deep.include({
        _tag: 'MessageRejected',
        messageId: context.awsRequestId,
        failure: { _tag: 'BucketUnknown', bucket: 'amzn-s3-demo-bucket' },
      })
    })

    it('says of a key that it cannot read which it is', async () => {
      const now = here()
      expect(await rejection(handlerIn(now)(put('%'), context))).to.match(/the log says why/)
      expect(now.log.entries).to.deep.include({
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
      it(`rejects ${JSON.stringify(event)?.slice(0, 20)}, calls nothing and logs why`, async () => {
        const now = here()
        expect(await rejection(handlerIn(now)(event, context))).to.match(/^The event reports no S3 objects/)
        expect(now.cdn.calls()).to.equal(0)
        expect(now.log.entries.map(({ _tag }) => _tag)).to.deep.equal(['EventRejected'])
      })
    }
  })
})
