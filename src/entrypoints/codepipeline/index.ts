import { Ports } from '../wiring/tokens.ts'
import { codePipelineContainer } from './container.ts'
import { codePipelineHandler } from './handler.ts'

/** The Lambda function behind CodePipeline's invoke action. */
export const handler = codePipelineHandler(codePipelineContainer().get(Ports))
