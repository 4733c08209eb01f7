import { CodePipelineClient } from '@aws-sdk/client-codepipeline'
import { ContainerModule } from 'inversify'
import { clientSettings } from '../../adapters/aws/client-settings.ts'
import { RehearsingHandler } from '../../adapters/aws/rehearsing-handler.ts'
import { codePipelineHistory } from '../../adapters/codepipeline/codepipeline-history.ts'
import { codePipelineReporter } from '../../adapters/codepipeline/codepipeline-reporter.ts'
import { lazyArtifactStore } from '../../adapters/s3/lazy-artifact-store.ts'
import * as token from './tokens.ts'

/** CodePipeline's response to the result of a job. */
const accepted = { statusCode: 200, body: '{}' }

/** CodePipeline as the CI system, with its artifacts in S3. */
export const codePipelineModule = new ContainerModule(({ bind }) => {
  const requestHandler = new RehearsingHandler(accepted)
  bind(token.Rehearsable).toConstantValue(requestHandler)
  bind(CodePipelineClient).toResolvedValue(
    () => new CodePipelineClient({ ...clientSettings(process.env, 'CODEPIPELINE'), requestHandler, maxAttempts: 1 }),
  )
  bind(token.JobReporter).toResolvedValue(codePipelineReporter, [CodePipelineClient])
  bind(token.ActionHistory).toResolvedValue(
    (client, account) => codePipelineHistory(client, process.env['AWS_REGION'] ?? '', account),
    [CodePipelineClient, token.OwnAccount],
  )
  bind(token.ArtifactStore).toResolvedValue(() => lazyArtifactStore(clientSettings(process.env, 'S3')))
})
