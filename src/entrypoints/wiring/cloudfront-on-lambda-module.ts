import { ContainerModule } from 'inversify'
import { clientSettings } from '../../adapters/aws/client-settings.ts'
import { RehearsingHandler } from '../../adapters/aws/rehearsing-handler.ts'
import { cloudFrontClientFor } from '../../adapters/cloudfront/client-for.ts'
import { cloudFrontInvalidator } from '../../adapters/cloudfront/cloudfront-invalidator.ts'
import { created } from '../../adapters/cloudfront/rehearsed-response.ts'
import * as token from './tokens.ts'

/** CloudFront as the CDN, called with the settings in the environment of a function. */
export const cloudFrontOnLambdaModule = new ContainerModule(({ bind }) => {
  const requestHandler = new RehearsingHandler(created)
  bind(token.Rehearsable).toConstantValue(requestHandler)
  bind(token.CdnInvalidator).toResolvedValue(
    account => {
      const clientFor = cloudFrontClientFor(
        { ...clientSettings(process.env, 'CLOUDFRONT'), requestHandler },
        clientSettings(process.env, 'STS'),
      )
      return cloudFrontInvalidator(clientFor, account)
    },
    [token.OwnAccount],
  )
})
