import { codePipelineContainer } from './codepipeline-container.ts'
import { codePipelineHandler } from './codepipeline-handler.ts'
import { Ports } from './tokens.ts'

/** The Lambda function behind CodePipeline's invoke action. */
export const handler = codePipelineHandler(codePipelineContainer().get(Ports))
