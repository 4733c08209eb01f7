import { codePipelineHandler } from './codepipeline-handler.ts'
import { createContainer } from './container.ts'
import { Ports } from './tokens.ts'

/** The Lambda function behind CodePipeline's invoke action. */
export const handler = codePipelineHandler(createContainer().get(Ports))
