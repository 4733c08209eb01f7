import { CodePipelineClient } from '@aws-sdk/client-codepipeline'
import { Container } from 'inversify'
import { cloudFrontClientFor } from '../adapters/cloudfront/client-for.ts'
import { cloudFrontInvalidator } from '../adapters/cloudfront/cloudfront-invalidator.ts'
import { embeddedMetrics, type MetricsOptions } from '../adapters/cloudwatch/embedded-metrics.ts'
import { codePipelineHistory } from '../adapters/codepipeline/codepipeline-history.ts'
import { codePipelineReporter } from '../adapters/codepipeline/codepipeline-reporter.ts'
import { systemClock } from '../adapters/node/clock.ts'
import { jsonLinesLog } from '../adapters/node/json-lines-log.ts'
import { lazyArtifactStore } from '../adapters/s3/lazy-artifact-store.ts'
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
 * Everything real, wired. A test rebinds what it fakes in a container of its own before the first `get`: what has been
 * resolved keeps what it was given. Lambda's patched console would put a prefix before each line, hence stdout.
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
  container.bind(CodePipelineClient).toResolvedValue(() => new CodePipelineClient({ maxAttempts: 1 }))
  container.bind(token.JobReporter).toResolvedValue(codePipelineReporter, [CodePipelineClient])
  container
    .bind(token.ActionHistory)
    .toResolvedValue(client => codePipelineHistory(client, process.env['AWS_REGION'] ?? ''), [CodePipelineClient])
  container.bind(token.ArtifactStore).toResolvedValue(lazyArtifactStore)
  container
    .bind(token.Ports)
    .toResolvedValue(
      (cdn, reporter, artifacts, history, clock, random, log) => ({ cdn, reporter, artifacts, history, clock, random, log }),
      [token.CdnInvalidator, token.JobReporter, token.ArtifactStore, token.ActionHistory, token.Clock, token.Random, token.Log],
    )
  return container
}
