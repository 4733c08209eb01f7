/** A message that waits, since when, and how many bytes of an invocation it takes. */
interface Waiting {
  readonly at: number
  readonly bytes: number
}

/** Lambda begins with so many pollers, each of which makes batches of its own. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html */
const pollers = 5

/** What fits into a batch. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html */
const mostMessages = 10_000
const mostBytes = 6 * 1024 * 1024

interface Batch<A> {
  readonly began: number
  readonly bytes: number
  readonly messages: A[]
}

/** The batches that Lambda makes of messages, with such a window in milliseconds: as many pollers as there are take turns. */
export const batchesOf = <A extends Waiting>(messages: ReadonlyArray<A>, window: number): ReadonlyArray<ReadonlyArray<A>> => {
  const finished: A[][] = []
  const open = Array.from({ length: pollers }, (): Batch<A> | undefined => undefined)
  for (const [index, message] of messages.entries()) {
    const poller = index % pollers
    const batch = open[poller]
    const isFull =
      batch === undefined ||
      message.at > batch.began + window ||
      batch.messages.length === mostMessages ||
      batch.bytes + message.bytes > mostBytes
    if (isFull) {
      if (batch) finished.push(batch.messages)
      open[poller] = { began: message.at, bytes: message.bytes, messages: [message] }
    } else {
      open[poller] = { began: batch.began, bytes: batch.bytes + message.bytes, messages: batch.messages }
      batch.messages.push(message)
    }
  }
  return [...finished, ...open.flatMap(batch => (batch ? [batch.messages] : []))]
}
