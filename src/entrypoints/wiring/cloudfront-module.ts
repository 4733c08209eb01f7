import { ContainerModule } from 'inversify'
import { cloudFrontClientFor } from '../../adapters/cloudfront/client-for.ts'
import { cloudFrontInvalidator } from '../../adapters/cloudfront/cloudfront-invalidator.ts'
import * as token from './tokens.ts'

/** CloudFront as the CDN. */
export const cloudFrontModule = new ContainerModule(({ bind }) => {
  bind(token.CdnInvalidator).toResolvedValue(account => cloudFrontInvalidator(cloudFrontClientFor(), account), [token.OwnAccount])
})
