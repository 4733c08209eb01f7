import { codePipelineHandler } from '../../src/entrypoints/codepipeline/handler.ts'
import { cloudflareWithSecretModule } from '../../src/entrypoints/wiring/cloudflare-with-secret-module.ts'
import { codePipelineModule } from '../../src/entrypoints/wiring/codepipeline-module.ts'
import { containerOf, fetchingPortsFrom } from '../../src/entrypoints/wiring/container.ts'
import { runtimeModule } from '../../src/entrypoints/wiring/runtime-module.ts'
import { OwnAccount } from '../../src/entrypoints/wiring/tokens.ts'

const container = containerOf(runtimeModule, cloudflareWithSecretModule, codePipelineModule)

/** The Lambda function for CodePipeline's invoke action, with Cloudflare instead of CloudFront. */
export const handler = codePipelineHandler(fetchingPortsFrom(container), container.get(OwnAccount))
