import type * as E from 'fp-ts/lib/Either.js'
import { identity, pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import type { Invalidation, InvalidationRequest } from '../../domain/cdn/invalidation.ts'
import type { CdnInvalidator } from '../../ports/cdn-invalidator.ts'
import { type TokenSource, tokenIn } from '../http/api-token.ts'
import { endWithin } from '../http/end-within.ts'
import { noAnswer } from '../http/no-answer.ts'
import { post } from '../http/post.ts'
import { capabilities } from './capabilities.ts'
import { pathFor, toBody } from './purge-request.ts'
import { denied, readResponse } from './purge-response.ts'
import type { Settings } from './settings.ts'

const readToken = ({ place, read }: TokenSource, zone: string, signal: AbortSignal): TE.TaskEither<CdnFailure, string> =>
  pipe(
    read(signal),
    TE.map(tokenIn),
    TE.flatMapNullable(identity, () => denied(zone, `No API token found in ${place}. Store only the token, as plain text.`)),
  )

const purge = (
  source: TokenSource,
  { baseUrl, removal }: Settings,
  request: InvalidationRequest,
  signal: AbortSignal,
): TE.TaskEither<CdnFailure, Invalidation> =>
  pipe(
    TE.fromEither(toBody(request)),
    TE.bindTo('body'),
    TE.bind('token', () => readToken(source, request.targetId, signal)),
    TE.flatMap(({ body, token }) =>
      pipe(
        TE.tryCatch(() => post(`${baseUrl}${pathFor(removal, request)}`, token, body, signal), noAnswer),
        TE.flatMapEither(readResponse({ zone: request.targetId, token })),
      ),
    ),
  )

/**
 * Cloudflare as the CDN. It does not report completion, so an invalidation stays in progress, which means accepted. The API token is read
 * for each request, and no failure shows it.
 */
export const cloudflareInvalidator = (source: TokenSource, settings: E.Either<CdnFailure, Settings>): CdnInvalidator => ({
  capabilities,
  invalidate: (request, within) =>
    pipe(
      TE.fromEither(settings),
      TE.flatMap(known =>
        pipe(
          TE.tryCatch(() => endWithin(within, signal => purge(source, known, request, signal)()), noAnswer),
          TE.flatMapEither(identity),
        ),
      ),
    ),
  find: () => TE.right(undefined),
  statusOf: () => TE.right('InProgress'),
})
