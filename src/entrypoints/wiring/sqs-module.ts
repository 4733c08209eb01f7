import { ContainerModule } from 'inversify'
import { batchReporter } from '../../adapters/sqs/batch-reporter.ts'
import * as token from './tokens.ts'

/** A queue instead of a CI system. */
export const sqsModule = new ContainerModule(({ bind }) => {
  bind(token.JobReporter).toConstantValue(batchReporter)
})
