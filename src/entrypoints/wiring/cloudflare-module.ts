import { ContainerModule } from 'inversify'
import { cloudflareInvalidator } from '../../adapters/cloudflare/cloudflare-invalidator.ts'
import { readSettings } from '../../adapters/cloudflare/settings.ts'
import { type TokenSource, tokenInFile, tokenInVariable } from '../../adapters/http/api-token.ts'
import * as token from './tokens.ts'

/** The API token in a file or in a variable, by the environment variable that is set. The first one that is set counts. */
export const localToken = ({ CLOUDFLARE_API_TOKEN_FILE: path = '', CLOUDFLARE_API_TOKEN: value = '' }: NodeJS.ProcessEnv): TokenSource =>
  path === '' ? tokenInVariable('CLOUDFLARE_API_TOKEN', value) : tokenInFile(path)

/** Cloudflare as the CDN, configured by environment variables. `tokenSource` finds the API token in them. */
export const cloudflareModuleWith = (tokenSource: (environment: NodeJS.ProcessEnv) => TokenSource): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(token.CdnInvalidator).toResolvedValue(() => cloudflareInvalidator(tokenSource(process.env), readSettings(process.env)))
  })
