import { CreateInvalidationCommand, GetInvalidationCommand } from '@aws-sdk/client-cloudfront'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { CdnInvalidator } from '../../ports/cdn-invalidator.ts'
import type { OwnAccount } from '../aws/account.ts'
import { endWithin } from '../aws/end-within.ts'
import { capabilities } from './capabilities.ts'
import type { ClientFor } from './client-for.ts'
import * as create from './create-invalidation.ts'
import * as get from './get-invalidation.ts'

/** CloudFront as the CDN. Failures name the account of the distribution, if `ownAccount` is known. */
export const cloudFrontInvalidator = (clientFor: ClientFor, ownAccount: Pick<OwnAccount, 'get'>): CdnInvalidator => ({
  capabilities,
  invalidate: (request, within) =>
    pipe(
      TE.tryCatch(
        () =>
          endWithin(within, abortSignal =>
            clientFor(request.credentials).send(new CreateInvalidationCommand(create.toInput(request)), { abortSignal }),
          ),
        create.toFailure({ request, ownAccount: ownAccount.get() }),
      ),
      TE.flatMapEither(create.toInvalidation),
    ),
  statusOf: (request, within) =>
    pipe(
      TE.tryCatch(
        () =>
          endWithin(within, abortSignal =>
            clientFor(request.credentials).send(new GetInvalidationCommand(get.toInput(request)), { abortSignal }),
          ),
        get.toFailure({ request, ownAccount: ownAccount.get() }),
      ),
      TE.map(get.toStatus),
    ),
})
