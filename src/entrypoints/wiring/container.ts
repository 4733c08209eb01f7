import { Container } from 'inversify'
import { cloudFrontClientFor } from '../../adapters/cloudfront/client-for.ts'
import { cloudFrontInvalidator } from '../../adapters/cloudfront/cloudfront-invalidator.ts'
import { embeddedMetrics, type MetricsOptions } from '../../adapters/cloudwatch/embedded-metrics.ts'
import { systemClock } from '../../adapters/node/clock.ts'
import { jsonLinesLog } from '../../adapters/node/json-lines-log.ts'
import * as token from './tokens.ts'

/** Lambda names the function; the template names the namespace, or none. */
const metricsOptions = ({
  METRICS_NAMESPACE: namespace = '',
  AWS_LAMBDA_FUNCTION_NAME: functionName = '',
}: NodeJS.ProcessEnv): MetricsOptions => ({
  namespace,
  functionName,
})

/**
 * What every way in has in common, wired. A test rebinds what it fakes in a container of its own before the first `get`: what
 * has been resolved keeps what it was given. Lambda's patched console would put a prefix before each line, hence stdout.
 */
export const createContainer = (): Container => {
  const container = new Container({ defaultScope: 'Singleton' })
  container.bind(token.Clock).toConstantValue(systemClock)
  container.bind(token.Random).toConstantValue(Math.random)
  container
    .bind(token.Log)
    .toResolvedValue(
      clock => jsonLinesLog(clock, embeddedMetrics(metricsOptions(process.env)), line => process.stdout.write(line)),
      [token.Clock],
    )
  container.bind(token.CloudFrontClientFor).toResolvedValue(cloudFrontClientFor)
  container.bind(token.CdnInvalidator).toResolvedValue(cloudFrontInvalidator, [token.CloudFrontClientFor])
  return container
}
