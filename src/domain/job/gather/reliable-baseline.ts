import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { isEverything } from '../../items/item.ts'
import { type JobSpec, readJobSpec } from '../../parameters/job-spec.ts'
import type { RunContext } from '../context.ts'

type Requested = Pick<JobSpec, 'targetIds' | 'changed'>

const invalidatesEverything = ({ items }: JobSpec): boolean => items.some(isEverything)

const coversAllOf = (earlier: JobSpec, current: Requested): boolean =>
  !earlier.dryRun &&
  current.targetIds.every(id => earlier.targetIds.includes(id)) &&
  (invalidatesEverything(earlier) || JSON.stringify(earlier.changed) === JSON.stringify(current.changed))

/**
 * Whether nothing was stale after the run that the baseline comes from. A dry run does not count, nor does a run with other targets or
 * another `changed`: it did not invalidate what the current job would have. A run with `/*` counts, so an action can switch to
 * `changed` without an extra run. Without readable parameters a baseline is unreliable.
 */
export const isReliableBaseline = (
  current: Requested,
  { parameters }: { readonly parameters: string | undefined },
  { cdn, ci }: RunContext,
): boolean =>
  pipe(
    readJobSpec(cdn, ci)(parameters),
    E.exists(earlier => coversAllOf(earlier, current)),
  )
