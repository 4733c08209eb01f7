import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { readInvocationEvent, unsupportedEvent } from '../../../../src/adapters/s3-events/invocation-event.ts'
import { readChanges } from '../../../../src/adapters/s3-events/read-changes.ts'
import { rightOf } from '../../../support/either.ts'

const notification = {
  Records: [
    {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      eventName: 'ObjectCreated:Put',
      s3: { bucket: { name: 'b' }, object: { key: 'a', sequencer: '1' } },
    },
  ],
}
const body = JSON.stringify(notification)
const changes = readChanges(body)

/** What an event is read as. Its messages are read, too. */
const read = (event: unknown) => {
  const { _tag, messages } = rightOf(readInvocationEvent(event, 'invocation'))
  return { _tag, messages: messages.map(({ id, receiveCount, read: content }) => ({ id, receiveCount, content: content() })) }
}

const sqs = (attributes?: object) => ({ Records: [{ eventSource: 'aws:sqs', messageId: 'm1', body, attributes }] })

describe('readInvocationEvent', () => {
  it('reads the messages of a queue, with their receive counts', () => {
    const queued = (receiveCount: number) => ({ _tag: 'Queued', messages: [{ id: 'm1', receiveCount, content: changes }] })
    expect(read(sqs({ ApproximateReceiveCount: '7' }))).to.deep.equal(queued(7))
    for (const attributes of [undefined, {}]) expect(read(sqs(attributes))).to.deep.equal(queued(1))
  })

  it('reads the event of a topic, and one of S3 itself', () => {
    const fromTopic = { Records: [{ EventSource: 'aws:sns', Sns: { MessageId: 't1', Message: body } }] }
    expect(read(fromTopic)).to.deep.equal({ _tag: 'Direct', messages: [{ id: 't1', receiveCount: 1, content: changes }] })
    expect(read(notification)).to.deep.equal({ _tag: 'Direct', messages: [{ id: 'invocation', receiveCount: 1, content: changes }] })
  })

  it('accepts an event of S3 with a record that cannot be read, whose failure its message has', () => {
    const event = { Records: [...notification.Records, { eventSource: 'aws:s3' }] }
    const { messages } = read(event)
    expect(messages.map(({ content }) => content._tag)).to.deep.equal(['Both'])
  })

  it('rejects any other event', () => {
    for (const event of [null, 'x', {}, { Records: [{ eventSource: 'aws:sqs' }] }, { Records: [{ EventSource: 'aws:sns', Sns: {} }] }])
      expect(readInvocationEvent(event, 'invocation'), JSON.stringify(event)).to.deep.equal(E.left(unsupportedEvent))
    expect(unsupportedEvent).to.match(/^The event reports no S3 objects: .*Nothing was done\.$/)
  })
})
