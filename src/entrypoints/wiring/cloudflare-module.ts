import { ContainerModule } from 'inversify'
import { cloudflareInvalidator } from '../../adapters/cloudflare/cloudflare-invalidator.ts'
import { readSettings } from '../../adapters/cloudflare/settings.ts'
import { type TokenSource, tokenInEnvironment } from '../../adapters/http/api-token.ts'
import * as token from './tokens.ts'

/** Finds the API token in the environment, without a call. */
export const localToken = tokenInEnvironment({ file: 'CLOUDFLARE_API_TOKEN_FILE', value: 'CLOUDFLARE_API_TOKEN' })

/** Cloudflare as the CDN, configured by environment variables. `tokenSource` finds the API token in them. */
export const cloudflareModuleWith = (tokenSource: (environment: NodeJS.ProcessEnv) => TokenSource): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(token.CdnInvalidator).toResolvedValue(() => cloudflareInvalidator(tokenSource(process.env), readSettings(process.env)))
  })
