import { rehearsalContext, rehearse, silent } from '../rehearse.ts'
import { cloudFrontOnLambdaModule } from '../wiring/cloudfront-on-lambda-module.ts'
import { codePipelineModule } from '../wiring/codepipeline-module.ts'
import { containerOf, fetchingPortsFrom } from '../wiring/container.ts'
import { runtimeModule } from '../wiring/runtime-module.ts'
import { OwnAccount, Rehearsable } from '../wiring/tokens.ts'
import { codePipelineHandler } from './handler.ts'
import { rehearsalEvent } from './rehearsal-event.ts'

const container = containerOf(runtimeModule, cloudFrontOnLambdaModule, codePipelineModule)
const ports = fetchingPortsFrom(container)
const rehearsed = codePipelineHandler({ ...ports, log: silent }, { learnFrom: () => undefined })

/** The Lambda function for CodePipeline's invoke action. */
export const handler = codePipelineHandler(ports, container.get(OwnAccount))

/** Resolves when the function is ready for its first event. */
export const ready = rehearse(container.getAll(Rehearsable), () => rehearsed(rehearsalEvent, rehearsalContext))
