import { BatchPorts, Origins } from '../wiring/tokens.ts'
import { s3EventsContainer } from './container.ts'
import { s3EventsHandler } from './handler.ts'

const container = s3EventsContainer()

/** The Lambda function behind the events of S3. */
export const handler = s3EventsHandler(container.get(BatchPorts), container.get(Origins))
