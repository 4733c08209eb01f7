import type { ArtifactLocation } from './artifact.ts'
import type { ActionInput, ActionRun, Baseline } from './history.ts'

const locationOf = ({ inputs }: ActionRun, { artifact }: ActionInput): ArtifactLocation | undefined =>
  inputs.find(({ name }) => name === artifact.name)?.location

/** A run without times counts as long ago if it is the success, and as still running otherwise: the safe assumptions. */
const startOf = ({ startedAt }: ActionRun): number => startedAt ?? Number.NEGATIVE_INFINITY
const endOf = ({ endedAt }: ActionRun): number => endedAt ?? Number.POSITIVE_INFINITY

const isSuccessOf =
  ({ stage, action }: ActionInput) =>
  (run: ActionRun): boolean =>
    run.status === 'Succeeded' && run.stage === stage && run.action === action

const latestSuccess = (input: ActionInput, runs: ReadonlyArray<ActionRun>): ActionRun | undefined =>
  runs
    .filter(isSuccessOf(input))
    .reduce<ActionRun | undefined>(
      (latest, run) => (latest === undefined || (run.endedAt ?? startOf(run)) > (latest.endedAt ?? startOf(latest)) ? run : latest),
      undefined,
    )

/**
 * The artifact with which this action last succeeded, if only files that differ from it can be stale. `undefined` if the action never
 * succeeded, or if that is not certain.
 *
 * The history promises no order, so the latest success is found by its time. An older one would be wrong: a file that was changed and
 * changed back is the same in both artifacts, while the CDN may have cached the version in between.
 *
 * For the same reason the latest success is not a baseline if another artifact may have been served since. Example: A succeeds, B is
 * deployed but its invalidation fails, then A is deployed again. A does not differ from A, but the CDN has cached files of B. So there
 * is no baseline if any run in this stage, whatever its action and status, had this input from a third location and had not ended when
 * the latest success started. (Runs that had ended by then were covered by that success. A retry has the same location.)
 *
 * Other stages do not count: a test stage also receives artifacts that are never deployed, and the history does not distinguish the
 * two. The action that deploys must therefore be in the same stage as this one.
 */
export const baselineOf = (input: ActionInput, runs: ReadonlyArray<ActionRun>): Baseline | undefined => {
  const success = latestSuccess(input, runs)
  const location = success && locationOf(success, input)
  if (success === undefined || location === undefined) return undefined
  const isBetween = (run: ActionRun): boolean => {
    const other = locationOf(run, input)
    if (other === undefined || other === location || other === input.artifact.location) return false
    return run.stage === input.stage && endOf(run) >= startOf(success)
  }
  return runs.some(isBetween) ? undefined : { location, parameters: success.parameters }
}

/**
 * Whether no further page of the history has to be read: every run of this page had ended when the latest success started. Until then,
 * a later page may contain a later success, or a run that served another artifact since.
 */
export const isHistoryComplete = (input: ActionInput, runs: ReadonlyArray<ActionRun>, page: ReadonlyArray<ActionRun>): boolean => {
  const success = latestSuccess(input, runs)
  return success !== undefined && page.length > 0 && page.every(run => endOf(run) < startOf(success))
}
