import { ContainerModule } from 'inversify'
import { type TokenSource, tokenInFile, tokenInVariable } from '../../adapters/cloudflare/api-token.ts'
import { cloudflareInvalidator } from '../../adapters/cloudflare/cloudflare-invalidator.ts'
import { readSettings } from '../../adapters/cloudflare/settings.ts'
import { tokenInSecret } from '../../adapters/secrets-manager/token-in-secret.ts'
import * as token from './tokens.ts'

/** Where the API token is, by the environment variable that is set. The first one that is set counts. */
const tokenSource = ({
  CLOUDFLARE_API_TOKEN_SECRET: secretId = '',
  CLOUDFLARE_API_TOKEN_FILE: path = '',
  CLOUDFLARE_API_TOKEN: value = '',
}: NodeJS.ProcessEnv): TokenSource => {
  if (secretId !== '') return tokenInSecret(secretId)
  return path === '' ? tokenInVariable('CLOUDFLARE_API_TOKEN', value) : tokenInFile(path)
}

/** Cloudflare as the CDN, configured by environment variables. */
export const cloudflareModule = new ContainerModule(({ bind }) => {
  bind(token.CdnInvalidator).toResolvedValue(() => cloudflareInvalidator(tokenSource(process.env), readSettings(process.env)))
})
