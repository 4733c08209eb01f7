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
import { pathFor, toBody } from './purge-request.ts'
import { denied, readResponse } from './purge-response.ts'

const purge =
  (source: TokenSource): SendPurge<ApiSettings> =>
  ({ baseUrl, removal }, request, signal) =>
    pipe(
      TE.fromEither(toBody(request)),
      TE.bindTo('body'),
      TE.bind('token', () => readToken(source, signal, hint => denied(request.targetId, hint))),
      TE.flatMap(({ body, token }) =>
        pipe(
          TE.tryCatch(() => post(`${baseUrl}${pathFor(removal, request)}`, { authorization: `Bearer ${token}` }, body, signal), noAnswer),
          TE.flatMapEither(readResponse({ zone: request.targetId, token })),
        ),
      ),
    )

/** Cloudflare as the CDN. The API token is read for each request, and no failure shows it. */
export const cloudflareInvalidator = (source: TokenSource, settings: E.Either<CdnFailure, ApiSettings>): CdnInvalidator =>
  purgeInvalidator(capabilities, settings, purge(source))
