import type { CiCapabilities } from '../../domain/pipeline/capabilities.ts'
import type { MemoryClock } from '../fakes/clock.ts'
import { type MemoryReporter, memoryReporter } from '../fakes/job-reporter.ts'

/** A CI system that differs from CodePipeline in every capability: nothing continues its jobs, and its messages have 200 characters. */
export const strangerCiCapabilities: CiCapabilities = {
  name: 'Stranger CI',
  maxMessageLength: 200,
  continuation: undefined,
  maxMinutes: 30,
  minute: undefined,
  keeps: {
    artifactName: { pattern: /^[a-z.]{1,30}$/, allowed: 'up to 30 lower-case letters and dots' },
    actionName: { pattern: /^[a-z ]{1,30}$/, allowed: 'up to 30 lower-case letters and spaces' },
  },
  variables: { pattern: /\{\{[^{}]*\}\}/, reason: 'has a value in {{ }} that was not replaced' },
  tracksJobs: true,
  terms: { parameters: 'inputs', correctIn: 'in the workflow', jsonHint: ' A value in {{ }} has to be quoted.' },
}

/** The stranger as a fake. `jobIds` are those that wait for an answer. */
export const strangerReporter = (
  clock: MemoryClock,
  jobIds: ReadonlyArray<string>,
  capabilities: Partial<CiCapabilities> = {},
): MemoryReporter => memoryReporter(clock, jobIds, { ...strangerCiCapabilities, ...capabilities })
