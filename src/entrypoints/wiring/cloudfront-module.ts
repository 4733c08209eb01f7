import { ContainerModule } from 'inversify'
import type { CallConfig } from '../../adapters/cloudfront/assume-role.ts'
import { cloudFrontClientFor } from '../../adapters/cloudfront/client-for.ts'
import { cloudFrontInvalidator } from '../../adapters/cloudfront/cloudfront-invalidator.ts'
import * as token from './tokens.ts'

/** CloudFront as the CDN, called with these settings. */
export const cloudFrontModuleWith = (config: CallConfig): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(token.CdnInvalidator).toResolvedValue(account => cloudFrontInvalidator(cloudFrontClientFor(config), account), [token.OwnAccount])
  })
