import { s3EventsContainer } from './s3-events-container.ts'
import { s3EventsHandler } from './s3-events-handler.ts'
import { BatchPorts, Origins } from './tokens.ts'

const container = s3EventsContainer()

/** The Lambda function behind the events of S3. */
export const handler = s3EventsHandler(container.get(BatchPorts), container.get(Origins))
