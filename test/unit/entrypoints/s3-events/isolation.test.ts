import { expect } from 'chai'
import { localQueue } from '../../../../local/aws/sqs.ts'
import { eventSource } from '../../../../local/lambda/event-source.ts'
import type { Invocation } from '../../../../local/lambda/function.ts'
import { ownAccount } from '../../../../src/adapters/aws/account.ts'
import { readInvocationEvent } from '../../../../src/adapters/s3-events/invocation-event.ts'
import { batchReporter } from '../../../../src/adapters/sqs/batch-reporter.ts'
import { s3EventsHandler } from '../../../../src/entrypoints/s3-events/handler.ts'
import { origin } from '../../../support/builders/origins.ts'
import { rightOf } from '../../../support/either.ts'
import { notification, sqsEvent } from '../../../support/recorded/s3-events.ts'
import { world as newWorld } from '../../../support/worlds/world.ts'

const maxReceiveCount = 20
const visibilityTimeout = 660_000

/** A queue, and a function that ends without a response when it invalidates this path. Time is virtual. */
const simulate = (harmfulPath: string) => {
  const world = newWorld([])
  const { now } = world.clock
  const deadLetters = localQueue({ now })
  const queue = localQueue({ now, visibilityTimeout, redrive: { maxReceiveCount, deadLetters } })
  const killed: Invocation = { outcome: { _tag: 'Crashed' }, lines: [] }
  const invoke = async (event: unknown): Promise<Invocation> => {
    let isKilled = false
    const cdn: typeof world.cdn = {
      ...world.cdn,
      invalidate: (request, within) => {
        isKilled ||= request.items.some(item => item === harmfulPath)
        return isKilled ? () => Promise.reject(new Error('killed')) : world.cdn.invalidate(request, within)
      },
    }
    const handler = s3EventsHandler({ ...world.ports, cdn, reporter: batchReporter }, [origin()], ownAccount())
    const value = await handler(event, {
      awsRequestId: 'r',
      invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111111111111:function:f',
      getRemainingTimeInMillis: () => 60_000,
    })
    return isKilled ? killed : { outcome: { _tag: 'Resolved', value }, lines: [] }
  }
  const time = { origin: 0, factor: 1, now, pause: async () => undefined, skip: world.clock.advance, skipped: () => 0 }
  return { world, queue, deadLetters, source: eventSource(queue, { invoke }, time) }
}

const put = (key: string): string => JSON.stringify(notification('ObjectCreated:Put', key))

describe('s3EventsHandler with a message that ends the process', () => {
  it('finishes every other message of the batch, and sends only that message to the dead-letter queue', async () => {
    const { world, queue, deadLetters, source } = simulate('/harmful')
    const keys = Array.from({ length: 60 }, (_, index) => `p${index}`)
    for (const key of keys) queue.send(put(key))
    queue.send(put('harmful'))
    const [first, ...rest] = await source.drain()
    expect(first?.invocation.outcome._tag).to.equal('Crashed')
    expect(rest.every(({ returned }) => returned.length > 0)).to.equal(true)
    expect(deadLetters.bodies()).to.deep.equal([put('harmful')])
    expect(
      world.cdn
        .created()
        .flatMap(({ request }) => request.items)
        .sort(),
    ).to.deep.equal(keys.map(key => `/${key}`).sort())
  })

  it('returns what it held back, and logs how many', async () => {
    const { world } = simulate('/harmful')
    const handler = s3EventsHandler({ ...world.ports, reporter: batchReporter }, [origin()], ownAccount())
    const { Records } = sqsEvent({ m1: put('a'), m2: put('b'), m3: put('c') })
    const counts = ['3', '3', '1']
    const event = { Records: Records.map((record, index) => ({ ...record, attributes: { ApproximateReceiveCount: counts[index] } })) }
    const response = await handler(event, {
      awsRequestId: 'r',
      invokedFunctionArn: 'arn:aws:lambda:eu-west-1:111111111111:function:f',
      getRemainingTimeInMillis: () => 60_000,
    })
    const held = response?.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier) ?? []
    expect(held).to.have.length(1)
    const paths = new Map([
      ['m1', ['/b', '/c']],
      ['m2', ['/a', '/c']],
    ])
    expect(world.cdn.created().flatMap(({ request }) => request.items)).to.deep.equal(paths.get(held[0] ?? ''))
    expect(world.log.entries).to.deep.include({ _tag: 'MessagesHeldBack', messages: 1, of: 3 })
    expect(world.log.entries).to.deep.include({ _tag: 'MessagesReturned', messages: 1, of: 3 })
  })
})

describe('readInvocationEvent', () => {
  it('reads how many times a message was received; once if the record does not say', () => {
    const { Records } = sqsEvent({ m1: 'a', m2: 'b' })
    const [first, second] = Records
    const event = {
      Records: [
        { ...first, attributes: { ApproximateReceiveCount: '7' } },
        { ...second, attributes: undefined },
      ],
    }
    expect(rightOf(readInvocationEvent(event, 'r')).messages.map(({ receiveCount }) => receiveCount)).to.deep.equal([7, 1])
  })
})
