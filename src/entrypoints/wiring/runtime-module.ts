import { ContainerModule } from 'inversify'
import { ownAccount } from '../../adapters/aws/account.ts'
import { embeddedMetrics, type MetricsOptions } from '../../adapters/cloudwatch/embedded-metrics.ts'
import { systemClock } from '../../adapters/node/clock.ts'
import { jsonLinesLog } from '../../adapters/node/json-lines-log.ts'
import * as token from './tokens.ts'

/** Lambda sets the function's name; the template sets the namespace, if metrics are wanted. */
const metricsOptions = ({
  METRICS_NAMESPACE: namespace = '',
  AWS_LAMBDA_FUNCTION_NAME: functionName = '',
}: NodeJS.ProcessEnv): MetricsOptions => ({ namespace, functionName })

/** The runtime: clock, randomness, log and account. Writes to stdout because Lambda's console prefixes each line. */
export const runtimeModule = new ContainerModule(({ bind }) => {
  bind(token.Clock).toConstantValue(systemClock)
  bind(token.Random).toConstantValue(Math.random)
  bind(token.Log).toResolvedValue(
    clock => jsonLinesLog(clock, embeddedMetrics(metricsOptions(process.env)), line => process.stdout.write(line)),
    [token.Clock],
  )
  bind(token.OwnAccount).toResolvedValue(ownAccount)
})
