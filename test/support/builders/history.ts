import type { ActionInput, ActionRun } from '../../../src/domain/pipeline/history.ts'
import { providedCredentials } from './artifacts.ts'

const artifactAt = (key: string, name = 'SiteOutput'): ActionRun['inputs'][number] => ({
  name,
  location: `s3://artifacts/${key}`,
})

/** An artifact at this key, as an input of the running action. */
export const inputAt = (key: string, name?: string): ActionInput['artifact'] => ({
  ...artifactAt(key, name),
  credentials: providedCredentials,
})

/** The running action. Its artifact is at the key `now`. */
export const actionInput: ActionInput = {
  pipeline: 'my-site',
  stage: 'Deploy',
  action: 'Invalidate',
  artifact: inputAt('now'),
}

/** What differs from a successful run of that action that took the second before `at`. */
interface Change {
  readonly key: string
  readonly name?: string
  readonly at?: number
  readonly stage?: string
  readonly action?: string
  readonly status?: ActionRun['status']
  readonly parameters?: string | undefined
}

/** A run that ended `at` seconds after the start of the history. */
export const run = ({
  key,
  name,
  at = 0,
  stage = 'Deploy',
  action = 'Invalidate',
  status = 'Succeeded',
  parameters,
}: Change): ActionRun => ({
  stage,
  action,
  status,
  startedAt: 1_800_000_000_000 + (at - 1) * 1_000 + 1,
  endedAt: 1_800_000_000_000 + at * 1_000,
  inputs: [artifactAt(key, name)],
  parameters,
})
