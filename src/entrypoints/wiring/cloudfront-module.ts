import { ContainerModule } from 'inversify'
import { partitionOf } from '../../adapters/aws/account.ts'
import type { CallConfig } from '../../adapters/cloudfront/assume-role.ts'
import { cloudFrontClientFor } from '../../adapters/cloudfront/client-for.ts'
import { cloudFrontInvalidator } from '../../adapters/cloudfront/cloudfront-invalidator.ts'
import * as token from './tokens.ts'

/** CloudFront as the CDN, called with these settings. */
export const cloudFrontModuleWith = (config: CallConfig): ContainerModule =>
  new ContainerModule(({ bind }) => {
    const account = { partition: partitionOf(config.region), id: undefined }
    bind(token.CdnInvalidator).toResolvedValue(() => cloudFrontInvalidator(cloudFrontClientFor(config), { get: () => account }))
  })
