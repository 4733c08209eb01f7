/** A message: when it was sent, in milliseconds, and its size in an invocation's payload. */
interface Message {
  readonly at: number
  readonly bytes: number
}

/** Lambda starts with five pollers. Each one builds its own batches. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const pollers = 5

/** Limits of a batch. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const maxMessages = 10_000
const maxBytes = 6 * 1024 * 1024

interface Batch<A> {
  readonly startedAt: number
  readonly bytes: number
  readonly messages: A[]
}

/** The batches that Lambda builds from messages that the pollers receive in turn. `window` is the batch window in milliseconds. */
export const batchesOf = <A extends Message>(messages: ReadonlyArray<A>, window: number): ReadonlyArray<ReadonlyArray<A>> => {
  const finished: A[][] = []
  const open = Array.from({ length: pollers }, (): Batch<A> | undefined => undefined)
  for (const [index, message] of messages.entries()) {
    const poller = index % pollers
    const batch = open[poller]
    const isFull =
      batch === undefined ||
      message.at > batch.startedAt + window ||
      batch.messages.length === maxMessages ||
      batch.bytes + message.bytes > maxBytes
    if (isFull) {
      if (batch) finished.push(batch.messages)
      open[poller] = { startedAt: message.at, bytes: message.bytes, messages: [message] }
    } else {
      open[poller] = { startedAt: batch.startedAt, bytes: batch.bytes + message.bytes, messages: batch.messages }
      batch.messages.push(message)
    }
  }
  return [...finished, ...open.flatMap(batch => (batch ? [batch.messages] : []))]
}
