import type { ActionInput, ActionRun, ListedArtifact } from '../../../src/domain/pipeline/history.ts'
import { providedCredentials } from './artifacts.ts'

/** An artifact at this key of a bucket. */
export const listedAt = (key: string, name = 'SiteOutput', store = 'artifacts'): ListedArtifact => ({
  name,
  location: `s3://${store}/${key}`,
  store,
})

/** An artifact at this key, as an input of the running action. */
export const inputAt = (key: string, name?: string): ActionInput['artifact'] => {
  const { store: _, ...artifact } = listedAt(key, name)
  return { ...artifact, credentials: providedCredentials }
}

/** The running action. Its artifact is at the key `now`. */
export const actionInput: ActionInput = {
  pipeline: 'my-site',
  stage: 'Deploy',
  action: 'Invalidate',
  artifact: inputAt('now'),
}

/** What differs from a successful run of that action that took the second before `at`. */
interface Change extends Partial<Omit<ActionRun, 'startedAt' | 'endedAt'>> {
  readonly key: string
  readonly name?: string
  readonly at?: number
}

/** A run that ended `at` seconds after the start of the history. Its execution is named after the key. */
export const run = ({ key, name, at = 0, ...change }: Change): ActionRun => ({
  execution: key,
  stage: 'Deploy',
  action: 'Invalidate',
  status: 'Succeeded',
  startedAt: 1_800_000_000_000 + (at - 1) * 1_000 + 1,
  endedAt: 1_800_000_000_000 + at * 1_000,
  deploys: false,
  inputs: [listedAt(key, name)],
  outputs: [],
  parameters: undefined,
  ...change,
})

/** A run of the action that deploys. */
export const deploy = (change: Change): ActionRun => run({ action: 'Upload', deploys: true, ...change })

/** A deploy that ended `at` seconds after the start of the history, and a success of the running action in the second after it. */
export const success = ({ at = 0, ...change }: Omit<Change, 'action'>): ReadonlyArray<ActionRun> => [
  deploy({ ...change, at }),
  run({ ...change, at: at + 1 }),
]
