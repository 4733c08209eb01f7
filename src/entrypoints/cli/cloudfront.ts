import * as E from 'fp-ts/lib/Either.js'
import { type CredentialsNotFound, findCallConfig } from '../../adapters/cloudfront/call-config.ts'
import { consolePageOf } from '../../adapters/cloudfront/console-page.ts'
import { failureOf } from '../../adapters/console/outcome.ts'
import type { Failure } from '../../domain/job/answer.ts'
import { cloudFrontModuleWith } from '../wiring/cloudfront-module.ts'
import { callsTo } from './calls.ts'

const noCredentials = ({ reason }: CredentialsNotFound): Failure =>
  failureOf(
    'configuration',
    `No AWS credentials: ${reason} Set AWS_PROFILE or --profile, sign in with "aws sso login", or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`,
  )

/** The commands that call CloudFront. */
export const { invalidate, status } = callsTo({
  pageOf: consolePageOf,
  connect: async options => E.bimap(noCredentials, cloudFrontModuleWith)(await findCallConfig(options)),
})
