import { identity, pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import type { Invalidation, InvalidationRequest } from '../../domain/cdn/invalidation.ts'
import type { CdnInvalidator } from '../../ports/cdn-invalidator.ts'
import type { OwnAccount } from '../aws/account.ts'
import { endWithin } from '../http/end-within.ts'
import { capabilities } from './capabilities.ts'
import type { ClientFor } from './client-for.ts'
import * as create from './create-invalidation.ts'
import type { Call } from './failure.ts'
import * as find from './find-invalidation.ts'
import * as get from './get-invalidation.ts'
import { kindOf } from './target-kind.ts'

type Found = TE.TaskEither<CdnFailure, Invalidation | undefined>

/** Lists the newest invalidations and reads them one after another until one has the request's reference. */
const search = (client: ReturnType<ClientFor>, request: InvalidationRequest, call: Call, abortSignal: AbortSignal): Found => {
  const { targetId } = request
  const kind = kindOf(targetId)
  const read = (invalidationId: string): Found =>
    pipe(
      TE.tryCatch(() => kind.get(client, targetId, invalidationId, { abortSignal }), get.toFailure(call)),
      TE.map(find.ifCreatedBy(request, invalidationId)),
    )
  return pipe(
    TE.tryCatch(() => kind.list(client, targetId, find.maxCandidates, { abortSignal }), find.toFailure(call)),
    TE.map(find.toIds),
    TE.flatMap(ids =>
      ids.reduce<Found>(
        (found, id) =>
          pipe(
            found,
            TE.flatMap(known => (known === undefined ? read(id) : TE.right(known))),
          ),
        TE.right(undefined),
      ),
    ),
  )
}

/** CloudFront as the CDN. Failures name the account of the target, if `ownAccount` is known. */
export const cloudFrontInvalidator = (clientFor: ClientFor, ownAccount: Pick<OwnAccount, 'get'>): CdnInvalidator => ({
  capabilities,
  invalidate: (request, within) =>
    pipe(
      TE.tryCatch(
        () =>
          endWithin(within, abortSignal =>
            kindOf(request.targetId).create(clientFor(request.credentials), request.targetId, create.toBatch(request), { abortSignal }),
          ),
        create.toFailure({ request, ownAccount: ownAccount.get() }),
      ),
      TE.flatMapEither(create.toInvalidation),
    ),
  find: (request, within) => {
    const call = { request, ownAccount: ownAccount.get() }
    return pipe(
      TE.tryCatch(
        () => endWithin(within, abortSignal => search(clientFor(request.credentials), request, call, abortSignal)()),
        find.toFailure(call),
      ),
      TE.flatMapEither(identity),
    )
  },
  statusOf: (request, within) =>
    pipe(
      TE.tryCatch(
        () =>
          endWithin(within, abortSignal =>
            kindOf(request.targetId).get(clientFor(request.credentials), request.targetId, request.invalidationId, { abortSignal }),
          ),
        get.toFailure({ request, ownAccount: ownAccount.get() }),
      ),
      TE.map(get.toStatus),
    ),
})
