import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Container } from 'inversify'
import { batchReporter } from '../../adapters/sqs/batch-reporter.ts'
import type { Origin } from '../../domain/batch/origin.ts'
import type { OriginsInvalid } from '../../domain/batch/origins.ts'
import { readOrigins } from '../../domain/batch/origins.ts'
import { message } from '../../domain/job/answers/message.ts'
import { createContainer } from '../wiring/container.ts'
import * as token from '../wiring/tokens.ts'

/** A function that does not know its origins must not begin: it would take messages that it can do nothing with. */
const failStart = ({ issues }: OriginsInvalid): never => {
  const lines = issues.map(({ at, problem }) => `${at}: ${problem}`)
  throw new Error(message('The variable ORIGINS cannot be used as it is. Correct it where the function is deployed:', lines))
}

const originsIn = ({ ORIGINS }: NodeJS.ProcessEnv): ReadonlyArray<Origin> => pipe(readOrigins(ORIGINS), E.getOrElseW(failStart))

/** Everything real that events of S3 need, wired. */
export const s3EventsContainer = (): Container => {
  const container = createContainer()
  container.bind(token.Origins).toResolvedValue(() => originsIn(process.env))
  container.bind(token.JobReporter).toConstantValue(batchReporter)
  container
    .bind(token.BatchPorts)
    .toResolvedValue(
      (cdn, reporter, clock, random, log) => ({ cdn, reporter, clock, random, log }),
      [token.CdnInvalidator, token.JobReporter, token.Clock, token.Random, token.Log],
    )
  return container
}
