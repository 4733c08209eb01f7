import * as E from 'fp-ts/lib/Either.js'
import { fastlyModule } from '../wiring/fastly-module.ts'
import { callsTo } from './calls.ts'

/** The commands that call Fastly. The API token is read for each request. */
export const { invalidate, status } = callsTo({ connect: async () => E.right(fastlyModule) })
