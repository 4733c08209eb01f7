/** How AWS answered a call. */
export type Reply =
  | { readonly _tag: 'Accepted'; readonly id: string }
  | { readonly _tag: 'Refused'; readonly code: string; readonly message: string; readonly status: number | undefined }

/** A refusal. */
export type Refusal = Extract<Reply, { _tag: 'Refused' }>

const field = (value: unknown, key: string): unknown => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined)

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What an SDK client threw, as a refusal. A call without an answer has no status. */
export const toRefusal = (error: unknown): Refusal => {
  const status = field(field(error, '$metadata'), 'httpStatusCode')
  return {
    _tag: 'Refused',
    code: text(field(error, 'name')) || 'UnknownError',
    message: text(field(error, 'message')),
    status: typeof status === 'number' ? status : undefined,
  }
}

/** A refusal in words. */
export const describeRefusal = ({ code, message, status }: Refusal): string =>
  `${status === undefined ? '' : `${status} `}${code}${message === '' || message === 'UnknownError' ? '' : `: ${message}`}`

/** An answer in words. */
export const describeReply = (reply: Reply): string => (reply._tag === 'Accepted' ? 'accepted' : describeRefusal(reply))

/** Whether the call reached no decision: a fault of AWS, or no answer. */
export const isFault = ({ code, status }: Refusal): boolean =>
  status === undefined || status >= 500 || ['InternalError', 'InternalFailure', 'ServiceUnavailable'].includes(code)

/** Whether too many calls were made. https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html */
export const isThrottling = ({ code, status }: Refusal): boolean =>
  /^Throttl(?:ing|ed)(?:Exception)?$/.test(code) || code === 'TooManyRequestsException' || code === 'RequestLimitExceeded' || status === 429

/** Whether too much is in progress. */
export const isTooMany = ({ code }: Refusal): boolean => code === 'TooManyInvalidationsInProgress'

/** Whether the request was too large. */
export const isTooLarge = ({ code }: Refusal): boolean => code === 'BatchTooLarge'
