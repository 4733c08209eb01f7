import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import type { HttpResponse } from './post.ts'

/** Whether a status reports success. */
export const isSuccess = (status: number): boolean => status >= 200 && status < 300

const isRedirect = (status: number): boolean => status >= 300 && status < 400

/** The failure for a response whose body cannot be read. The request may have been carried out. */
export const unreadable = (status: number): CdnFailure => ({
  _tag: 'NoAnswer',
  reason: `the response with status ${status} could not be read`,
})

/**
 * The failure that the status alone reports; `undefined` if the body decides. The body of such a failure may come from a proxy.
 * `baseUrlKey` is the environment variable with the API's URL.
 */
export const readStatus = ({ status, retryAfter = '' }: HttpResponse, baseUrlKey: string): CdnFailure | undefined => {
  if (status === 429) {
    return /^\d{1,9}$/.test(retryAfter)
      ? { _tag: 'Throttled', code: `429, retry after ${retryAfter} s`, retryAfterSeconds: Number(retryAfter) }
      : { _tag: 'Throttled', code: '429' }
  }
  if (status >= 500 || status === 408) return { _tag: 'CdnUnavailable', code: String(status) }
  if (status === 413) return { _tag: 'RequestTooLarge' }
  if (isRedirect(status))
    return { _tag: 'RequestRejected', code: `a redirect (${status})`, hint: `Check ${baseUrlKey}, and proxies on the way.` }
  return undefined
}
