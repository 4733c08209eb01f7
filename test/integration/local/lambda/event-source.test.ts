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

  /** A queue with these messages, and a function that handles each batch with `handle`. */
  const sourceFor = (
    sent: ReadonlyArray<string>,
    handle: (records: ReadonlyArray<Record>, batch: number) => Invocation,
    batchSize = 10_000,
  ) => {
    const deadLetters: LocalQueue = localQueue({ now: time.now })
    const queue = localQueue({ visibilityTimeout: 360_000, redrive: { maxReceiveCount: 3, deadLetters }, now: time.now })
    for (const body of sent) queue.send(body)
    let batches = 0
    const invoke = async (event: unknown): Promise<Invocation> => {
      batches += 1
      return handle((event as { Records: ReadonlyArray<Record> }).Records, batches)
    }
    return { queue, deadLetters, source: eventSource(queue, { invoke }, time, { batchSize }) }
  }

  it('puts all visible messages into one batch, and deletes them when the function succeeds', async () => {
    const sent = Array.from({ length: 1_234 }, (_, index) => `${index}`)
    const { queue, source } = sourceFor(sent, () => resolved({ batchItemFailures: [] }))
    expect((await source.drain()).map(bodies)).to.deep.equal([[sent, []]])
    expect(queue.bodies()).to.deep.equal([])
  })

  it('limits a batch to the configured size', async () => {
    const { source } = sourceFor(['a', 'b', 'c'], () => resolved(undefined), 2)
    expect((await source.drain()).map(({ messages }) => messages.length)).to.deep.equal([2, 1])
  })

  it('limits a batch to 6 MB, and keeps the messages that did not fit', async () => {
    const { queue, source } = sourceFor(Array(50).fill('x'.repeat(250_000)), () => resolved(null))
    expect((await source.drain()).map(({ messages }) => messages.length)).to.deep.equal([25, 25])
    expect(queue.bodies()).to.deep.equal([])
  })

  it('keeps the messages that the function reports as failed until they succeed', async () => {
    const { source, deadLetters } = sourceFor(['a', 'b', 'c'], (records, batch) =>
      batch === 1 ? failing(records.filter(({ body }) => body === 'b')) : resolved({}),
    )
    expect((await source.drain()).map(bodies)).to.deep.equal([
      [['a', 'b', 'c'], ['b']],
      [['b'], []],
    ])
    expect(deadLetters.bodies()).to.deep.equal([])
  })

  it('moves a message that always fails to the dead-letter queue', async () => {
    const { source, queue, deadLetters } = sourceFor(['a', 'poison'], records => failing(records.filter(({ body }) => body === 'poison')))
    expect(await source.drain()).to.have.length(3)
    expect([queue.bodies(), deadLetters.bodies()]).to.deep.equal([[], ['poison']])
  })

  const failures: ReadonlyArray<readonly [string, Invocation]> = [
    ['throws', { outcome: { _tag: 'Rejected', error: 'Error: no' }, lines: [] }],
    ['crashes', { outcome: { _tag: 'Crashed' }, lines: [] }],
    ['times out', { outcome: { _tag: 'TimedOut' }, lines: [] }],
    ['reports an id that is not in the batch', resolved({ batchItemFailures: [{ itemIdentifier: 'unknown' }] })],
    ['reports an item without an id', resolved({ batchItemFailures: [{ itemIdentifer: 'misspelt' }] })],
    ['returns a string', resolved('done')],
  ]
  for (const [what, invocation] of failures) {
    it(`keeps the whole batch if the function ${what}`, async () => {
      const { source } = sourceFor(['a', 'b'], () => invocation)
      expect(bodies((await source.poll()) as Batch)).to.deep.equal([
        ['a', 'b'],
        ['a', 'b'],
      ])
    })
  }
})
