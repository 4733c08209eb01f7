import type * as E from 'fp-ts/lib/Either.js'
import { identity, pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { CdnCapabilities } from '../../domain/cdn/capabilities.ts'
import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import type { Invalidation, InvalidationRequest } from '../../domain/cdn/invalidation.ts'
import type { CdnInvalidator } from '../../ports/cdn-invalidator.ts'
import { type TokenSource, tokenIn } from './api-token.ts'
import { endWithin } from './end-within.ts'
import { noAnswer } from './no-answer.ts'

/** Reads the token of a request. `denied` makes the failure if there is none, from what to do about it. */
export const readToken = (
  { place, read }: TokenSource,
  signal: AbortSignal,
  denied: (hint: string) => CdnFailure,
): TE.TaskEither<CdnFailure, string> =>
  pipe(
    read(signal),
    TE.map(tokenIn),
    TE.flatMapNullable(identity, () => denied(`No API token found in ${place}. Store only the token, as plain text.`)),
  )

/** Carries out one request with the settings of the deployment. */
export type SendPurge<S> = (settings: S, request: InvalidationRequest, signal: AbortSignal) => TE.TaskEither<CdnFailure, Invalidation>

/**
 * A CDN whose API accepts requests, and neither finds them later nor reports their completion. So an invalidation stays in progress, which
 * means accepted. Settings that are invalid fail each request.
 */
export const purgeInvalidator = <S>(
  capabilities: CdnCapabilities,
  settings: E.Either<CdnFailure, S>,
  purge: SendPurge<S>,
): CdnInvalidator => ({
  capabilities,
  invalidate: (request, within) =>
    pipe(
      TE.fromEither(settings),
      TE.flatMap(known =>
        pipe(
          TE.tryCatch(() => endWithin(within, signal => purge(known, request, signal)()), noAnswer),
          TE.flatMapEither(identity),
        ),
      ),
    ),
  find: () => TE.right(undefined),
  statusOf: () => TE.right('InProgress'),
})
