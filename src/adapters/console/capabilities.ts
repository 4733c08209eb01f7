import type { CiCapabilities } from '../../domain/pipeline/capabilities.ts'

/** The command line as a CI system: nobody continues its jobs, and it keeps neither artifacts nor a history. */
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
