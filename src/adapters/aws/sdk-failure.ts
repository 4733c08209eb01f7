import { showable } from '../http/server-text.ts'

/** A failed call of the AWS SDK, classified by what all services have in common. All texts are `showable`. */
export type SdkFailure =
  | { readonly _tag: 'Throttled'; readonly code: string }
  | { readonly _tag: 'Fault'; readonly code: string }
  | { readonly _tag: 'Unauthenticated'; readonly code: string }
  | { readonly _tag: 'NoAnswer'; readonly reason: string }
  | { readonly _tag: 'Rejected'; readonly code: string; readonly message: string }

/** The error codes of throttling. https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
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

/** Codes of faults that do not always have a 5xx status. */
const faults = new Set([
  'InternalError',
  'InternalFailure',
  'InternalServerError',
  'RequestTimeout',
  'RequestTimeoutException',
  'ServiceUnavailable',
])

/**
 * Codes that blame the time of a call, or credentials that have expired. The first call after Lambda froze the sandbox may get one. The
 * client corrects its clock from each response's date, whether or not it retries, so the next call with the same client is signed right.
 * `isClockSkewError` of the SDK also knows `AccessDeniedException`, which nearly always means a missing permission.
 */
const unauthenticated = new Set([
  'AuthFailure',
  'ExpiredToken',
  'ExpiredTokenException',
  'InvalidSignatureException',
  'RequestExpired',
  'RequestInTheFuture',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
])

const property = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined

const text = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** The SDK's message if the service sent none. */
const noMessage = 'UnknownError'

/** The service's message as it was sent. Only to be compared with what is known: it may repeat the request, including credentials. */
export const rawMessageOf = (error: unknown): string => {
  const message = text(property(error, 'message'))
  return message === undefined || message === noMessage ? '' : message
}

/** Node's codes for errors that a retry cannot fix, such as an endpoint that is not a URL. */
const isMisuse = /^ERR_INVALID/

const ended = new Set(['AbortError', 'TimeoutError'])

/** Classifies the error of an SDK client. Only `Rejected` has a message. Show it only for known codes. */
export const readSdkFailure = (error: unknown): SdkFailure => {
  const name = text(property(error, 'name')) ?? 'UnknownError'
  const code = showable(name)
  const status = property(property(error, '$metadata'), 'httpStatusCode')
  const system = text(property(error, 'code'))
  if (ended.has(name)) return { _tag: 'NoAnswer', reason: 'it took too long' }
  if (typeof status !== 'number') {
    return system === undefined || isMisuse.test(system)
      ? { _tag: 'Rejected', code: system === undefined ? code : showable(system), message: '' }
      : { _tag: 'NoAnswer', reason: showable(system) }
  }
  if (throttling.has(name) || status === 429) return { _tag: 'Throttled', code }
  if (faults.has(name) || status >= 500 || status === 408) return { _tag: 'Fault', code: `${status} ${code}` }
  if (unauthenticated.has(name)) return { _tag: 'Unauthenticated', code }
  if (property(error, '$fault') === undefined) return { _tag: 'NoAnswer', reason: 'the answer could not be read' }
  return { _tag: 'Rejected', code, message: showable(rawMessageOf(error)) }
}
