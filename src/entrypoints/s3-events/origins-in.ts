import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type OriginsInvalid, readOrigins } from '../../adapters/s3-events/origins.ts'
import type { Origin } from '../../domain/batch/origin.ts'
import type { CdnCapabilities } from '../../domain/cdn/capabilities.ts'
import { message } from '../../domain/job/answers/message.ts'

/** A function that does not know its origins must not start: it would take messages that it can do nothing with. */
const failStart = ({ issues }: OriginsInvalid): never => {
  const lines = issues.map(({ at, problem }) => `${at}: ${problem}`)
  throw new Error(message('Invalid variable ORIGINS. Correct it where the function is deployed:', lines, Number.POSITIVE_INFINITY))
}

/** The origins that the environment names, for a CDN. Throws if they are invalid. */
export const originsIn = ({ ORIGINS }: NodeJS.ProcessEnv, cdn: CdnCapabilities): ReadonlyArray<Origin> =>
  pipe(readOrigins(cdn)(ORIGINS), E.getOrElseW(failStart))
