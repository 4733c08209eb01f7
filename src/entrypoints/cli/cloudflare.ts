import * as E from 'fp-ts/lib/Either.js'
import { cloudflareModule } from '../wiring/cloudflare-module.ts'
import { callsTo } from './calls.ts'

/** The commands that call Cloudflare. The environment has the API token, which is read for each request. */
export const { invalidate, status } = callsTo({ offline: cloudflareModule, connect: async () => E.right(cloudflareModule) })
