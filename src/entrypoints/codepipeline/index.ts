import { cloudFrontOnLambdaModule } from '../wiring/cloudfront-on-lambda-module.ts'
import { codePipelineModule } from '../wiring/codepipeline-module.ts'
import { containerOf, fetchingPortsFrom } from '../wiring/container.ts'
import { runtimeModule } from '../wiring/runtime-module.ts'
import { OwnAccount } from '../wiring/tokens.ts'
import { codePipelineHandler } from './handler.ts'

const container = containerOf(runtimeModule, cloudFrontOnLambdaModule, codePipelineModule)

/** The Lambda function for CodePipeline's invoke action. */
export const handler = codePipelineHandler(fetchingPortsFrom(container), container.get(OwnAccount))
