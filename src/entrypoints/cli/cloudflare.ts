import * as E from 'fp-ts/lib/Either.js'
import { cloudflareModuleWith, localToken } from '../wiring/cloudflare-module.ts'
import { callsTo } from './calls.ts'

const cloudflareModule = cloudflareModuleWith(localToken)

/** The commands that call Cloudflare. The API token is read for each request. */
export const { invalidate, status } = callsTo({ connect: async () => E.right(cloudflareModule) })
