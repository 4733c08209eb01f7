import * as t from 'io-ts'

/** A batch of messages, as Lambda takes them from a queue. https://docs.aws.amazon.com/lambda/latest/dg/with-sqs.html */
export const SqsEvent = t.type(
  { Records: t.readonlyArray(t.type({ eventSource: t.literal('aws:sqs'), messageId: t.string, body: t.string })) },
  'SqsEvent',
)
