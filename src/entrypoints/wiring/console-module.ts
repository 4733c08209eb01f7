import { ContainerModule } from 'inversify'
import { consoleReporter, type ReporterOptions } from '../../adapters/console/reporter.ts'
import { systemClock } from '../../adapters/node/clock.ts'
import type { Log as LogPort } from '../../ports/log.ts'
import * as token from './tokens.ts'

/** The terminal instead of a CI system, with the clock and the randomness of its process. The log shows progress. */
export const consoleModule = (options: Omit<ReporterOptions, 'targetNoun'>, log: LogPort): ContainerModule =>
  new ContainerModule(({ bind }) => {
    bind(token.JobReporter).toResolvedValue(
      ({ capabilities }) => consoleReporter({ ...options, targetNoun: capabilities.parameters.targetNoun }),
      [token.CdnInvalidator],
    )
    bind(token.Log).toConstantValue(log)
    bind(token.Clock).toConstantValue(systemClock)
    bind(token.Random).toConstantValue(Math.random)
  })
