import { rehearsalContext, rehearse, silent } from '../rehearse.ts'
import { cloudFrontOnLambdaModule } from '../wiring/cloudfront-on-lambda-module.ts'
import { containerOf, portsFrom } from '../wiring/container.ts'
import { runtimeModule } from '../wiring/runtime-module.ts'
import { sqsModule } from '../wiring/sqs-module.ts'
import { OwnAccount, Rehearsable } from '../wiring/tokens.ts'
import { s3EventsHandler } from './handler.ts'
import { originsIn } from './origins-in.ts'
import { rehearsalEvent, rehearsalOrigins } from './rehearsal-event.ts'

const container = containerOf(runtimeModule, cloudFrontOnLambdaModule, sqsModule)
const ports = portsFrom(container)
const { capabilities } = ports.cdn
const rehearsed = s3EventsHandler({ ...ports, log: silent }, originsIn({ ORIGINS: rehearsalOrigins }, capabilities), {
  learnFrom: () => undefined,
})

/** The Lambda function for S3 events. */
export const handler = s3EventsHandler(ports, originsIn(process.env, capabilities), container.get(OwnAccount))

/** Resolves when the function is ready for its first event. */
export const ready = rehearse(container.getAll(Rehearsable), () => rehearsed(rehearsalEvent, rehearsalContext))
