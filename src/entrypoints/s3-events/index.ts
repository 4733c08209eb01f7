import { cloudFrontOnLambdaModule } from '../wiring/cloudfront-on-lambda-module.ts'
import { containerOf, portsFrom } from '../wiring/container.ts'
import { runtimeModule } from '../wiring/runtime-module.ts'
import { sqsModule } from '../wiring/sqs-module.ts'
import { OwnAccount } from '../wiring/tokens.ts'
import { s3EventsHandler } from './handler.ts'
import { originsIn } from './origins-in.ts'

const container = containerOf(runtimeModule, cloudFrontOnLambdaModule, sqsModule)
const ports = portsFrom(container)

/** The Lambda function for S3 events. */
export const handler = s3EventsHandler(ports, originsIn(process.env, ports.cdn.capabilities), container.get(OwnAccount))
