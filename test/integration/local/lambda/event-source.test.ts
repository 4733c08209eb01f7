import { expect } from 'chai'
import { type LocalQueue, localQueue } from '../../../../local/aws/sqs.ts'
import { type Batch, eventSource } from '../../../../local/lambda/event-source.ts'
import type { Invocation } from '../../../../local/lambda/function.ts'
import { timeLapse } from '../../../../local/lambda/time-lapse.ts'

interface Record {
  readonly messageId: string
  readonly body: string
}

const resolved = (value: unknown): Invocation => ({ outcome: { _tag: 'Resolved', value }, lines: [] })

const failing = (records: ReadonlyArray<Record>): Invocation =>
  resolved({ batchItemFailures: records.map(({ messageId }) => ({ itemIdentifier: messageId })) })

const bodies = ({ messages, returned }: Batch) => [messages, returned].map(some => some.map(({ body }) => body))

describe('The local event source mapping', () => {
  const time = timeLapse()

  /** A queue with these messages, and a function that does with a batch what is given. */
  const play = (sent: ReadonlyArray<string>, work: (records: ReadonlyArray<Record>, number: number) => Invocation, batchSize = 10_000) => {
    const deadLetters: LocalQueue = localQueue({ now: time.now })
    const queue = localQueue({ visibilityTimeout: 360_000, redrive: { maxReceiveCount: 3, deadLetters }, now: time.now })
    for (const body of sent) queue.send(body)
    let number = 0
    const invoke = async (event: unknown): Promise<Invocation> => {
      number += 1
      return work((event as { Records: ReadonlyArray<Record> }).Records, number)
    }
    return { queue, deadLetters, source: eventSource(queue, { invoke }, time, { batchSize }) }
  }

  it('gathers all there is into one batch, and deletes it when it is done', async () => {
    const sent = Array.from({ length: 1_234 }, (_, index) => `${index}`)
    const { queue, source } = play(sent, () => resolved({ batchItemFailures: [] }))
    expect((await source.drain()).map(bodies)).to.deep.equal([[sent, []]])
    expect(queue.bodies()).to.deep.equal([])
  })

  it('makes no batch larger than it is told to', async () => {
    const { source } = play(['a', 'b', 'c'], () => resolved(undefined), 2)
    expect((await source.drain()).map(({ messages }) => messages.length)).to.deep.equal([2, 1])
  })

  it('makes no batch of more than 6 MB, and loses nothing of what did not fit', async () => {
    const { queue, source } = play(Array(50).fill('x'.repeat(250_000)), () => resolved(null))
    expect((await source.drain()).map(({ messages }) => messages.length)).to.deep.equal([25, 25])
    expect(queue.bodies()).to.deep.equal([])
  })

  it('leaves in the queue what the function returns, until it is done after all', async () => {
    const { source, deadLetters } = play(['a', 'b', 'c'], (records, number) =>
      number === 1 ? failing(records.filter(({ body }) => body === 'b')) : resolved({}),
    )
    expect((await source.drain()).map(bodies)).to.deep.equal([
      [['a', 'b', 'c'], ['b']],
      [['b'], []],
    ])
    expect(deadLetters.bodies()).to.deep.equal([])
  })

  it('gives up what is returned again and again', async () => {
    const { source, queue, deadLetters } = play(['a', 'poison'], records => failing(records.filter(({ body }) => body === 'poison')))
    expect(await source.drain()).to.have.length(3)
    expect([queue.bodies(), deadLetters.bodies()]).to.deep.equal([[], ['poison']])
  })

  const lost: ReadonlyArray<readonly [string, Invocation]> = [
    ['throws', { outcome: { _tag: 'Rejected', error: 'Error: no' }, lines: [] }],
    ['crashes', { outcome: { _tag: 'Crashed' }, lines: [] }],
    ['times out', { outcome: { _tag: 'TimedOut' }, lines: [] }],
    ['names a message that is not in the batch', resolved({ batchItemFailures: [{ itemIdentifier: 'nobody' }] })],
    ['names none', resolved({ batchItemFailures: [{ itemIdentifer: 'misspelt' }] })],
    ['answers with a text', resolved('done')],
  ]
  for (const [what, invocation] of lost) {
    it(`keeps the whole batch where the function ${what}`, async () => {
      const { source } = play(['a', 'b'], () => invocation)
      expect(bodies((await source.poll()) as Batch)).to.deep.equal([
        ['a', 'b'],
        ['a', 'b'],
      ])
    })
  }
})
