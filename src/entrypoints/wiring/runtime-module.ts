import { ContainerModule } from 'inversify'
import { ownAccount } from '../../adapters/aws/account.ts'
import { embeddedMetrics, type MetricsOptions } from '../../adapters/cloudwatch/embedded-metrics.ts'
import { systemClock } from '../../adapters/node/clock.ts'
import { jsonLinesLog } from '../../adapters/node/json-lines-log.ts'
import * as token from './tokens.ts'

/** Lambda names the function; the template names the namespace, if any. */
const metricsOptions = ({
  METRICS_NAMESPACE: namespace = '',
  AWS_LAMBDA_FUNCTION_NAME: functionName = '',
}: NodeJS.ProcessEnv): MetricsOptions => ({ namespace, functionName })

/** Node.js in Lambda: time, randomness, the log, the account. Lambda's patched console would prefix each line, hence stdout. */
export const runtimeModule = new ContainerModule(({ bind }) => {
  bind(token.Clock).toConstantValue(systemClock)
  bind(token.Random).toConstantValue(Math.random)
  bind(token.Log).toResolvedValue(
    clock => jsonLinesLog(clock, embeddedMetrics(metricsOptions(process.env)), line => process.stdout.write(line)),
    [token.Clock],
  )
  bind(token.OwnAccount).toResolvedValue(ownAccount)
})
