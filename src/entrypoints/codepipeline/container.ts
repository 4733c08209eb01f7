import { CodePipelineClient } from '@aws-sdk/client-codepipeline'
import type { Container } from 'inversify'
import { codePipelineHistory } from '../../adapters/codepipeline/codepipeline-history.ts'
import { codePipelineReporter } from '../../adapters/codepipeline/codepipeline-reporter.ts'
import { lazyArtifactStore } from '../../adapters/s3/lazy-artifact-store.ts'
import { createContainer } from '../wiring/container.ts'
import * as token from '../wiring/tokens.ts'

/** Everything real that a job of CodePipeline needs, wired. */
export const codePipelineContainer = (): Container => {
  const container = createContainer()
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
