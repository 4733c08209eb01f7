import { CreateInvalidationCommand } from '@aws-sdk/client-cloudfront'
import { pipe } from 'fp-ts/lib/function.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { CdnInvalidator } from '../../ports/cdn-invalidator.ts'
import { endWithin } from '../aws/end-within.ts'
import { capabilities } from './capabilities.ts'
import type { ClientFor } from './client-for.ts'
import { toFailure, toInput, toInvalidation } from './create-invalidation.ts'

/** CloudFront as the CDN. */
export const cloudFrontInvalidator = (clientFor: ClientFor): CdnInvalidator => ({
  capabilities,
  invalidate: (request, within) =>
    pipe(
      TE.tryCatch(
        () =>
          endWithin(within, abortSignal => clientFor(request.role).send(new CreateInvalidationCommand(toInput(request)), { abortSignal })),
        toFailure(request),
      ),
      TE.flatMapEither(toInvalidation),
    ),
})
