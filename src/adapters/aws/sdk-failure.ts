/** What went wrong in a call of the AWS SDK, told apart as far as every service has it in common. */
export type SdkFailure =
  | { readonly _tag: 'Throttled'; readonly code: string }
  | { readonly _tag: 'Fault'; readonly code: string }
  | { readonly _tag: 'NoAnswer'; readonly reason: string }
  | { readonly _tag: 'Rejected'; readonly code: string; readonly message: string }

/** What AWS services call it when too much is asked of them. https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
const throttling = new Set([
  'BandwidthLimitExceeded',
  'EC2ThrottledException',
  'LimitExceededException',
  'PriorRequestNotComplete',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
])

/** Faults that do not always come with a status in the five hundreds. */
const faults = new Set([
  'InternalError',
  'InternalFailure',
  'InternalServerError',
  'RequestTimeout',
  'RequestTimeoutException',
  'ServiceUnavailable',
])

const property = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** What the SDK says where the service said nothing. */
const noMessage = 'UnknownError'

const messageOf = (error: unknown): string => {
  const message = text(property(error, 'message'))
  return message === undefined || message === noMessage ? '' : message
}

/** Node's codes for what no second attempt would mend, such as an endpoint that is no URL. */
const isMisuse = /^ERR_INVALID/

const ended = new Set(['AbortError', 'TimeoutError'])

/**
 * Reads what an SDK client rejected with. A message is passed on only with `Refused`, and is for the caller to show
 * where it knows the code: those about signatures repeat the request, and with it the session's token.
 */
export const readSdkFailure = (error: unknown): SdkFailure => {
  const name = text(property(error, 'name')) ?? 'UnknownError'
  const status = property(property(error, '$metadata'), 'httpStatusCode')
  const system = text(property(error, 'code'))
  if (ended.has(name)) return { _tag: 'NoAnswer', reason: 'it took too long' }
  if (typeof status !== 'number') {
    return system === undefined || isMisuse.test(system)
      ? { _tag: 'Rejected', code: system ?? name, message: '' }
      : { _tag: 'NoAnswer', reason: system }
  }
  if (throttling.has(name) || status === 429) return { _tag: 'Throttled', code: name }
  if (faults.has(name) || status >= 500 || status === 408) return { _tag: 'Fault', code: `${status} ${name}` }
  if (property(error, '$fault') === undefined) return { _tag: 'NoAnswer', reason: 'the answer could not be read' }
  return { _tag: 'Rejected', code: name, message: messageOf(error) }
}
