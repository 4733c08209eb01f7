import { expect } from 'chai'
import { localQueue } from '../../../../local/aws/sqs.ts'

const bodies = (messages: ReadonlyArray<{ readonly body: string }>): ReadonlyArray<string> => messages.map(({ body }) => body)

describe('The local queue', () => {
  let now: number
  const clock = () => now
  beforeEach(() => {
    now = 1_000_000
  })

  const queueWith = (...messages: ReadonlyArray<string>) => {
    const deadLetters = localQueue({ now: clock })
    const queue = localQueue({ visibilityTimeout: 30_000, redrive: { maxReceiveCount: 2, deadLetters }, now: clock })
    for (const message of messages) queue.send(message)
    return { queue, deadLetters }
  }

  it('receives the oldest messages first, and at most the requested number', () => {
    const { queue } = queueWith('a', 'b', 'c')
    expect(bodies(queue.receive(2))).to.deep.equal(['a', 'b'])
    expect(bodies(queue.receive(2))).to.deep.equal(['c'])
  })

  it('hides a received message until its visibility timeout is over, and counts its receives', () => {
    const { queue } = queueWith('a')
    const [first] = queue.receive(10)
    expect(queue.nextVisibleAt()).to.equal(now + 30_000)
    now += 29_999
    expect(queue.receive(10)).to.deep.equal([])
    now += 1
    const [second] = queue.receive(10)
    expect(second).to.include({ messageId: first?.messageId, receiveCount: 2, firstReceivedAt: 1_000_000 })
  })

  it('deletes a message by its receipt handle', () => {
    const { queue, deadLetters } = queueWith('a')
    for (const { receiptHandle } of queue.receive(1)) queue.delete(receiptHandle)
    expect([queue.nextVisibleAt(), ...queue.bodies(), ...deadLetters.bodies()]).to.deep.equal([undefined])
  })

  it('ignores the receipt handle of an earlier receive', () => {
    const { queue } = queueWith('a')
    const [first] = queue.receive(1)
    now += 30_000
    queue.receive(1)
    queue.delete(first?.receiptHandle ?? '')
    expect(queue.bodies()).to.deep.equal(['a'])
  })

  it('moves only a message that was received too often to the dead-letter queue', () => {
    const { queue, deadLetters } = queueWith('poison')
    for (let receive = 0; receive < 2; receive += 1) {
      expect(queue.receive(10)).to.have.length(1)
      now += 30_000
    }
    queue.send('b')
    expect(bodies(queue.receive(10))).to.deep.equal(['b'])
    expect(deadLetters.bodies()).to.deep.equal(['poison'])
  })
})
