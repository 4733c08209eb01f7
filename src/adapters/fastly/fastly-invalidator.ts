import type * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import type { CdnInvalidator } from '../../ports/cdn-invalidator.ts'
import type { ApiSettings } from '../http/api-settings.ts'
import type { TokenSource } from '../http/api-token.ts'
import { noAnswer } from '../http/no-answer.ts'
import { post } from '../http/post.ts'
import { purgeInvalidator, readToken, type SendPurge } from '../http/purge-api.ts'
import { capabilities } from './capabilities.ts'
import { bodyFor, pathFor, removalHeaders, toPurge } from './purge-request.ts'
import { denied, readResponse } from './purge-response.ts'

/** The token is sent for a URL, too: a service may require it. */
const purge =
  (source: TokenSource): SendPurge<ApiSettings> =>
  ({ baseUrl, removal }, request, signal) =>
    pipe(
      TE.fromEither(toPurge(request)),
      TE.map(purge => ({ service: request.targetId, purge })),
      TE.bind('token', target => readToken(source, signal, hint => denied(target, hint))),
      TE.flatMap(call =>
        pipe(
          TE.tryCatch(() => {
            const headers = { 'fastly-key': call.token, ...removalHeaders(removal, call.purge) }
            return post(`${baseUrl}${pathFor(call.service, call.purge)}`, headers, bodyFor(call.purge), signal)
          }, noAnswer),
          TE.flatMapEither(readResponse(call)),
        ),
      ),
    )

/** Fastly as the CDN. The API token is read for each request, and no failure shows it. */
export const fastlyInvalidator = (source: TokenSource, settings: E.Either<CdnFailure, ApiSettings>): CdnInvalidator =>
  purgeInvalidator(capabilities, settings, purge(source))
