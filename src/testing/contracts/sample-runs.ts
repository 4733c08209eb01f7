import type { ActionRun } from '../../domain/pipeline/history.ts'
import type { HistoryHarness } from './history-harness.ts'

/** What differs from a success of the known action, which took the whole second before `at`. */
interface Change extends Partial<Omit<ActionRun, 'startedAt' | 'endedAt'>> {
  readonly key: string
  readonly artifact?: string
  readonly at?: number
}

/** Makes runs for the history of a harness. */
interface SampleRuns {
  /** A run of the known action that ended `at` seconds after the start of the history. Its execution is named after the key. */
  readonly run: (change: Change) => ActionRun
  /** A run that deploys, in the stage of the known action. */
  readonly deploy: (change: Change) => ActionRun
  /** A deploy, and a second later a success of the known action. */
  readonly success: (change: Change) => ReadonlyArray<ActionRun>
}

const start = 1_800_000_000_000

/** Makes runs of the action that a harness knows. */
export const sampleRuns = ({ known, others, locationOf }: Pick<HistoryHarness<never>, 'known' | 'others' | 'locationOf'>): SampleRuns => {
  const run = ({ key, artifact = known.artifact, at = 0, ...change }: Change): ActionRun => ({
    execution: key,
    stage: known.stage,
    action: known.action,
    status: 'Succeeded',
    startedAt: start + (at - 1) * 1_000 + 1,
    endedAt: start + at * 1_000,
    deploys: false,
    inputs: [{ name: artifact, location: locationOf(key), store: 'here' }],
    outputs: [],
    parameters: undefined,
    ...change,
  })
  const deploy = (change: Change): ActionRun => run({ action: others.action, deploys: true, ...change })
  return { run, deploy, success: ({ at = 0, ...change }) => [deploy({ ...change, at }), run({ ...change, at: at + 1 })] }
}
