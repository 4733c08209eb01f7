import * as E from 'fp-ts/lib/Either.js'
import { flow, pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import type { Invalidation } from '../../domain/cdn/invalidation.ts'
import { parseJson } from '../../domain/codec/parse-json.ts'
import type { HttpResponse } from '../http/post.ts'
import { isSuccess, readStatus, unreadable } from '../http/read-status.ts'
import { showableId, showableWithout } from '../http/server-text.ts'
import { keys } from './settings.ts'

const Accepted = t.type({ success: t.literal(true), result: t.type({ id: t.string }, 'Result') }, 'CloudflareAccepted')

const ApiError = t.type({ code: t.number, message: t.string }, 'CloudflareError')

const Refused = t.type({ success: t.literal(false), errors: t.readonlyArray(ApiError) }, 'CloudflareRefused')

/** The response to a purge. https://developers.cloudflare.com/api/resources/cache/methods/purge/ */
const PurgeResponse = t.union([Accepted, Refused], 'CloudflareResponse')

/** A call to the API: the zone that it is about, and the token, which no text may show. */
export interface Call {
  readonly zone: string
  readonly token: string
}

/** The permission of an API token that both kinds of requests need. */
const permission = 'Zone → Cache Purge → Purge'

/** The failure for a missing permission. */
export const denied = (zone: string, hint: string): CdnFailure => ({
  _tag: 'InvalidationDenied',
  permission,
  resource: `zone ${zone}`,
  hint,
})

/** Codes for a token that Cloudflare does not know. They come with several statuses. */
const tokenCodes: ReadonlyArray<number> = [6003, 9109]

/** The code for a zone id that Cloudflare does not know. It comes with several statuses. */
const zoneCode = 7003

/** The code for a URL that is not in the zone. All URLs of a request have the same host, so it is about the host, not about an item. */
const hostCode = 1082

/** Reasons that are shown, at most. */
const maxReasons = 5

const readRefusal = ({ zone, token }: Call, status: number, errors: ReadonlyArray<t.TypeOf<typeof ApiError>>): CdnFailure => {
  const codes = errors.map(({ code }) => code)
  const shown = errors.slice(0, maxReasons)
  const texts = shown.map(({ code, message }) => `${code} ${showableWithout(token)(message)}`).join('; ')
  if (status === 401 || codes.some(code => tokenCodes.includes(code)))
    return denied(zone, 'Cloudflare does not accept the API token: it may be incomplete, expired or deleted.')
  if (status === 403) return denied(zone, 'Give the API token this permission on this zone, and check its IP address filter.')
  if (status === 404 || codes.includes(zoneCode))
    return { _tag: 'TargetNotFound', where: 'at Cloudflare', hint: "Check zone: its id is on the zone's overview page." }
  if (codes.includes(hostCode))
    return { _tag: 'TargetNotFound', where: 'with this host', hint: `Check host and zone. Cloudflare gave these reasons: ${texts}` }
  return { _tag: 'RequestRejected', code: String(status), hint: `Cloudflare gave these reasons: ${texts}` }
}

/**
 * Reads the invalidation from a response, or why it was not created. The status is read first, because Cloudflare documents no list of
 * codes. A success needs a status of 2xx and a body that reports it. It means that the request was accepted. Several may have the same id.
 */
export const readResponse =
  (call: Call) =>
  (response: HttpResponse): E.Either<CdnFailure, Invalidation> => {
    const { status, body } = response
    const failure = readStatus(response, keys.baseUrl)
    if (failure !== undefined) return E.left(failure)
    return pipe(
      parseJson(body),
      E.flatMap(flow(PurgeResponse.decode, E.mapLeft(String))),
      E.mapLeft(() => unreadable(status)),
      E.flatMap((decoded): E.Either<CdnFailure, Invalidation> => {
        if (!decoded.success) return E.left(readRefusal(call, status, decoded.errors))
        return isSuccess(status)
          ? E.right({ id: showableId(call.token)(decoded.result.id), status: 'InProgress' })
          : E.left(unreadable(status))
      }),
    )
  }
