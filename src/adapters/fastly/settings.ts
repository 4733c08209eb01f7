import { readApiSettings } from '../http/api-settings.ts'
import { capabilities } from './capabilities.ts'

/** The environment variables with the settings. The first has the name that Fastly's own command line uses. */
export const keys = { baseUrl: 'FASTLY_API_ENDPOINT', removal: 'FASTLY_REMOVAL' } as const

/** Reads the settings of Fastly's API from environment variables. */
export const readSettings = readApiSettings({ keys, baseUrl: 'https://api.fastly.com', removals: capabilities.removals })
