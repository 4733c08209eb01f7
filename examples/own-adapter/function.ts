import { ContainerModule } from 'inversify'
import { codePipelineHandler } from '../../src/entrypoints/codepipeline/handler.ts'
import { codePipelineModule } from '../../src/entrypoints/wiring/codepipeline-module.ts'
import { containerOf, fetchingPortsFrom } from '../../src/entrypoints/wiring/container.ts'
import { runtimeModule } from '../../src/entrypoints/wiring/runtime-module.ts'
import { CdnInvalidator, OwnAccount } from '../../src/entrypoints/wiring/tokens.ts'
import { purgingCaches } from './purge.ts'

const purgeModule = new ContainerModule(({ bind }) => {
  bind(CdnInvalidator).toConstantValue(purgingCaches(new Map([['paris', 'http://10.0.0.5:6081']])))
})

const container = containerOf(runtimeModule, purgeModule, codePipelineModule)

/** The Lambda function for CodePipeline's invoke action, with these caches instead of CloudFront. */
export const handler = codePipelineHandler(fetchingPortsFrom(container), container.get(OwnAccount))
