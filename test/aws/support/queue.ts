import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { MiniStack } from './ministack.ts'
import type { AwsCli } from './shell.ts'

interface Message {
  readonly MessageId: string
  readonly ReceiptHandle: string
  readonly MD5OfBody: string
  readonly Body: string
}

type Attributes = Readonly<Record<string, string>>

export const attributesOf = async (aws: AwsCli, queueUrl: string): Promise<Attributes> => {
  const { Attributes } = await aws<{ Attributes: Attributes }>(
    'sqs',
    'get-queue-attributes',
    ...['--queue-url', queueUrl, '--attribute-names', 'All'],
  )
  return Attributes
}

/** The number of messages in a queue, including those in flight. */
export const lengthOf = async (aws: AwsCli, queueUrl: string): Promise<number> => {
  const attributes = await attributesOf(aws, queueUrl)
  return Number(attributes['ApproximateNumberOfMessages']) + Number(attributes['ApproximateNumberOfMessagesNotVisible'])
}

const inTens = <A>(list: ReadonlyArray<A>): ReadonlyArray<ReadonlyArray<A>> =>
  Array.from({ length: Math.ceil(list.length / 10) }, (_, index) => list.slice(index * 10, index * 10 + 10))

/** Receives all visible messages of a queue. SQS returns ten at a time. */
export const receiveAll = async (aws: AwsCli, queueUrl: string): Promise<ReadonlyArray<Message>> => {
  const receive = ['sqs', 'receive-message', '--queue-url', queueUrl, '--max-number-of-messages', '10']
  const { Messages = [] } = await aws<{ Messages?: ReadonlyArray<Message> }>(...receive)
  return Messages.length === 0 ? [] : [...Messages, ...(await receiveAll(aws, queueUrl))]
}

/** Deletes messages from a queue. */
export const remove = async (aws: AwsCli, queueUrl: string, messages: ReadonlyArray<Message>): Promise<void> => {
  for (const ten of inTens(messages)) {
    const entries = ten.map(({ MessageId: Id, ReceiptHandle }) => ({ Id, ReceiptHandle }))
    await aws('sqs', 'delete-message-batch', '--queue-url', queueUrl, '--entries', JSON.stringify(entries))
  }
}

/** The event that a function receives for messages of a queue. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
const eventOf = (messages: ReadonlyArray<Message>, eventSourceARN: string) => ({
  Records: messages.map(({ MessageId: messageId, ReceiptHandle: receiptHandle, MD5OfBody: md5OfBody, Body: body }) => ({
    messageId,
    receiptHandle,
    body,
    attributes: { ApproximateReceiveCount: '1' },
    messageAttributes: {},
    md5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN,
    awsRegion: eventSourceARN.split(':')[3],
  })),
})

interface Queue {
  readonly QueueUrl: string
  readonly QueueArn: string
  readonly FunctionName: string
}

/** Invokes the function with a batch, as Lambda does. Resolves with the messages that are done. */
export const deliver = async (
  aws: AwsCli,
  ministack: MiniStack,
  queue: Queue,
  batch: ReadonlyArray<Message>,
): Promise<ReadonlyArray<Message>> => {
  const [event = '', answer = ''] = ['event', 'answer'].map(name => join(ministack.home, `${batch[0]?.MessageId}.${name}.json`))
  writeFileSync(event, JSON.stringify(eventOf(batch, queue.QueueArn)))
  const { FunctionError } = await aws<{ FunctionError?: string }>(
    'lambda',
    'invoke',
    ...['--function-name', queue.FunctionName, '--payload', `fileb://${event}`, answer],
  )
  if (FunctionError !== undefined) throw new Error(`The function failed: ${readFileSync(answer, 'utf8')}`)
  const { batchItemFailures } = JSON.parse(readFileSync(answer, 'utf8'))
  const failed = new Set(batchItemFailures.map(({ itemIdentifier }: { itemIdentifier: string }) => itemIdentifier))
  return batch.filter(({ MessageId }) => !failed.has(MessageId))
}
