import type { ArtifactLocation } from './artifact.ts'
import type { ActionInput, ActionRun, Baseline } from './history.ts'

const locationOf = ({ inputs }: ActionRun, { artifact }: ActionInput): ArtifactLocation | undefined =>
  inputs.find(({ name }) => name === artifact.name)?.location

/** Without a time a run may have been at any: for one that succeeded that is long ago, for any other it is now. */
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
 * The artifact with which this action last succeeded, as far as the files that differ from it are all that can be stale;
 * `undefined` where it never succeeded, or where that does not hold.
 *
 * The history promises no order, so the latest success is chosen by its time. An older one would be wrong: a file that was
 * changed, and then changed back, is the same in both artifacts, while the CDN keeps what was between them. For the same
 * reason the last success itself is no baseline when something else was served since. If B was deployed after A and its
 * invalidation failed, and the next deploy goes back to A, then A and A do not differ in anything, but visitors have got
 * files of B. So every run in the stage of this action counts, its own included, of whatever status: if it was given this
 * artifact from a location that is neither the baseline's nor the present one, and was not over when the last success began,
 * there is no baseline. What was over before that success had begun was that success's own to see. A retry in the same
 * execution has the same location, and so is none of these.
 *
 * Runs in other stages are not looked at: a stage for testing is given every artifact, also those that are never released,
 * and the history does not tell it from one that deploys. So the action that deploys has to be in this action's stage.
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
 * Whether the history need not be read on behind this page: all of it was over when the latest success of the action began.
 * As long as it is not, the next page may have a later success, or something that was served since, however they are sorted.
 */
export const isHistoryComplete = (input: ActionInput, runs: ReadonlyArray<ActionRun>, page: ReadonlyArray<ActionRun>): boolean => {
  const success = latestSuccess(input, runs)
  return success !== undefined && page.length > 0 && page.every(run => endOf(run) < startOf(success))
}
