import type { CiCapabilities } from '../../domain/pipeline/capabilities.ts'

/** The command line as a CI system: a job ends with its command, and neither artifacts nor a history are kept. */
export const capabilities: CiCapabilities = {
  name: 'The command line',
  maxMessageLength: Number.POSITIVE_INFINITY,
  continuation: undefined,
  maxMinutes: 1_440,
  minute: undefined,
  keeps: undefined,
  variables: undefined,
  tracksJobs: false,
  terms: { parameters: 'options', correctIn: 'on the command line', jsonHint: '' },
}
