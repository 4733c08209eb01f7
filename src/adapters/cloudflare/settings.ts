import { readApiSettings } from '../http/api-settings.ts'
import { capabilities } from './capabilities.ts'

/** The environment variables with the settings. The first has the name that Cloudflare's own client uses. */
export const keys = { baseUrl: 'CLOUDFLARE_BASE_URL', removal: 'CLOUDFLARE_REMOVAL' } as const

/** Reads the settings of Cloudflare's API from environment variables. */
export const readSettings = readApiSettings({
  keys,
  baseUrl: 'https://api.cloudflare.com/client/v4',
  removals: capabilities.removals,
})
