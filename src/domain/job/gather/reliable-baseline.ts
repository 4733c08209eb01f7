import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type JobSpec, readJobSpec } from '../../parameters/job-spec.ts'
import type { Baseline } from '../../pipeline/history.ts'
import type { RunContext } from '../context.ts'

type Requested = Pick<JobSpec, 'targetIds' | 'changed'>

const invalidatesEverything = ({ items }: JobSpec): boolean => (items as ReadonlyArray<string>).includes('/*')

const coversAllOf = (earlier: JobSpec, current: Requested): boolean =>
  !earlier.dryRun &&
  current.targetIds.every(id => earlier.targetIds.includes(id)) &&
  (invalidatesEverything(earlier) || JSON.stringify(earlier.changed) === JSON.stringify(current.changed))

/**
 * Whether nothing was stale when the action succeeded with this baseline. A dry run has invalidated nothing; a run with other
 * targets, or with another `changed`, has not invalidated what this one would have. A run with `/*` has invalidated everything, so
 * that an action can switch to `changed` without an extra run. Without parameters to look at the answer is no.
 */
export const isReliableBaseline = (current: Requested, { parameters }: Pick<Baseline, 'parameters'>, { cdn, ci }: RunContext): boolean =>
  pipe(
    readJobSpec(cdn, ci)(parameters),
    E.exists(earlier => coversAllOf(earlier, current)),
  )
