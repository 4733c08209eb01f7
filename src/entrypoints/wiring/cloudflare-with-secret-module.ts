import { tokenInSecret } from '../../adapters/secrets-manager/token-in-secret.ts'
import { cloudflareModuleWith, localToken } from './cloudflare-module.ts'

/** Cloudflare as the CDN, for a function on AWS: its API token may also be a secret. */
export const cloudflareWithSecretModule = cloudflareModuleWith(environment => {
  const { CLOUDFLARE_API_TOKEN_SECRET: secretId = '' } = environment
  return secretId === '' ? localToken(environment) : tokenInSecret(secretId)
})
