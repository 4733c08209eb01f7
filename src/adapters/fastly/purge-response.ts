import * as E from 'fp-ts/lib/Either.js'
import { flow, pipe } from 'fp-ts/lib/function.js'
import * as O from 'fp-ts/lib/Option.js'
import * as RNEA from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import * as RR from 'fp-ts/lib/ReadonlyRecord.js'
import * as t from 'io-ts'
import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import type { Invalidation } from '../../domain/cdn/invalidation.ts'
import { parseJson } from '../../domain/codec/parse-json.ts'
import type { HttpResponse } from '../http/post.ts'
import { isSuccess, readStatus, unreadable } from '../http/read-status.ts'
import { showableId, showableWithout } from '../http/server-text.ts'
import type { Purge } from './purge-request.ts'
import { keys } from './settings.ts'

const AcceptedUrl = t.type({ status: t.literal('ok'), id: t.string }, 'FastlyAcceptedUrl')

/** The ids in the response to a request with surrogate keys, by key. */
const AcceptedKeys = t.record(t.string, t.string, 'FastlyAcceptedKeys')

const AcceptedEverything = t.type({ status: t.literal('ok') }, 'FastlyAcceptedEverything')

/** A success has no other status than `ok`. */
const WithStatus = t.type({ status: t.string }, 'FastlyStatus')

/** The reasons that error responses give. Their form differs between endpoints, so each part is optional. */
const Reasons = t.partial({ reason: t.string, msg: t.string, detail: t.string, details: t.string }, 'FastlyReasons')

/** A call to the API: the service, what is purged, and the token, which no text may show. */
export interface Call {
  readonly service: string
  readonly purge: Purge
  readonly token: string
}

const permissions: Readonly<Record<Purge['_tag'], string>> = { Url: 'purge_select', Keys: 'purge_select', Everything: 'purge_all' }

/** The failure for a missing permission. */
export const denied = ({ service, purge }: Pick<Call, 'service' | 'purge'>, hint: string): CdnFailure => ({
  _tag: 'InvalidationDenied',
  permission: permissions[purge._tag],
  resource: `service ${service}`,
  hint,
})

const notFound = ({ purge }: Call): CdnFailure =>
  purge._tag === 'Url'
    ? { _tag: 'TargetNotFound', where: 'with this host', hint: 'Check host: no service of the token has it.' }
    : { _tag: 'TargetNotFound', where: 'at Fastly', hint: "Check service: its id is next to its name in Fastly's control panel." }

/** The reasons in an error response. They are optional: the status alone makes it an error. */
const reasonsIn = ({ token }: Call, body: string): string =>
  pipe(
    parseJson(body),
    E.flatMap(flow(Reasons.decode, E.mapLeft(String))),
    E.match(
      () => [],
      ({ reason, msg, detail, details }) => [reason, msg, detail, details].flatMap(text => (text === undefined ? [] : [text])),
    ),
    texts => (texts.length === 0 ? 'Fastly gave no reason.' : `Fastly gave these reasons: ${texts.map(showableWithout(token)).join('; ')}`),
  )

/** Fastly does not document the bodies of errors, so the status decides. */
const readError = (call: Call, { status, body }: HttpResponse): CdnFailure => {
  if (status === 401) return denied(call, 'Fastly does not accept the API token: it may be incomplete, expired or deleted.')
  if (status === 403) return denied(call, 'Give the API token this scope, and access to this service.')
  if (status === 404) return notFound(call)
  return { _tag: 'RequestRejected', code: String(status), hint: reasonsIn(call, body) }
}

/** Whether a response with a success status reports a failure. A surrogate key may itself be `status`, but no id is `fail`. */
const isRefusal = ({ purge }: Call, json: unknown): boolean => {
  if (!WithStatus.is(json) || json.status === 'ok') return false
  return json.status === 'fail' || purge._tag !== 'Keys' || !purge.keys.includes('status')
}

/** The id of an accepted request. Each key has an id; the first is shown. Fastly has none for a whole service. */
const idIn = (purge: Purge, json: unknown): E.Either<unknown, string> => {
  switch (purge._tag) {
    case 'Url':
      return pipe(
        AcceptedUrl.decode(json),
        E.map(({ id }) => id),
      )
    case 'Keys':
      return pipe(
        AcceptedKeys.decode(json),
        E.flatMapOption(
          ids => RNEA.traverse(O.Applicative)((key: string) => RR.lookup(key, ids))(purge.keys),
          () => 'a key without an id',
        ),
        E.map(RNEA.head),
      )
    case 'Everything':
      return pipe(
        AcceptedEverything.decode(json),
        E.map(() => 'purge_all'),
      )
  }
}

/**
 * Reads the invalidation from a response, or why it was not created. The status is read first. A success needs a status of 2xx and a body
 * that reports it, for each key. It means that the request was accepted.
 */
export const readResponse =
  (call: Call) =>
  (response: HttpResponse): E.Either<CdnFailure, Invalidation> => {
    const { status, body } = response
    const failure = readStatus(response, keys.baseUrl)
    if (failure !== undefined) return E.left(failure)
    if (status >= 400) return E.left(readError(call, response))
    if (!isSuccess(status)) return E.left(unreadable(status))
    return pipe(
      parseJson(body),
      E.mapLeft(() => unreadable(status)),
      E.filterOrElse(
        json => !isRefusal(call, json),
        () => readError(call, response),
      ),
      E.flatMap(json =>
        pipe(
          idIn(call.purge, json),
          E.bimap(
            () => unreadable(status),
            (id): Invalidation => ({ id: showableId(call.token)(id), status: 'InProgress' }),
          ),
        ),
      ),
    )
  }
