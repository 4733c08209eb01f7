import { CreateInvalidationCommand, GetInvalidationCommand } from '@aws-sdk/client-cloudfront'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { CdnInvalidator } from '../../ports/cdn-invalidator.ts'
import { endWithin } from '../aws/end-within.ts'
import { capabilities } from './capabilities.ts'
import type { ClientFor } from './client-for.ts'
import * as create from './create-invalidation.ts'
import * as get from './get-invalidation.ts'

/** CloudFront as the CDN. */
export const cloudFrontInvalidator = (clientFor: ClientFor): CdnInvalidator => ({
  capabilities,
  invalidate: (request, within) =>
    pipe(
      TE.tryCatch(
        () =>
          endWithin(within, abortSignal =>
            clientFor(request.role).send(new CreateInvalidationCommand(create.toInput(request)), { abortSignal }),
          ),
        create.toFailure(request),
      ),
      TE.flatMapEither(create.toInvalidation),
    ),
  statusOf: (request, within) =>
    pipe(
      TE.tryCatch(
        () =>
          endWithin(within, abortSignal => clientFor(request.role).send(new GetInvalidationCommand(get.toInput(request)), { abortSignal })),
        get.toFailure(request),
      ),
      TE.map(get.toStatus),
    ),
})
