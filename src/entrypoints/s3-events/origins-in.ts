import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type OriginsInvalid, readOrigins } from '../../adapters/s3-events/origins.ts'
import type { Origin } from '../../domain/batch/origin.ts'
import type { CdnCapabilities } from '../../domain/cdn/capabilities.ts'
import { message } from '../../domain/job/answers/message.ts'

/** Without origins the function must not start: it would take messages from the queue that it cannot handle. */
const failStart = ({ issues }: OriginsInvalid): never => {
  const lines = issues.map(({ at, problem }) => `${at}: ${problem}`)
  throw new Error(message('Invalid variable ORIGINS. Correct it where the function is deployed:', lines, Number.POSITIVE_INFINITY))
}

/** Reads the origins from the environment. Throws a list of all issues if they are invalid. */
export const originsIn = ({ ORIGINS }: NodeJS.ProcessEnv, cdn: CdnCapabilities): ReadonlyArray<Origin> =>
  pipe(readOrigins(cdn)(ORIGINS), E.getOrElseW(failStart))
