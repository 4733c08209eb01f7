import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type JobSpec, readJobSpec } from '../../parameters/job-spec.ts'
import type { Baseline } from '../../pipeline/history.ts'

type What = Pick<JobSpec, 'targetIds' | 'changed'>

const invalidatesEverything = ({ items }: JobSpec): boolean => (items as ReadonlyArray<string>).includes('/*')

const coversAllOf = (then: JobSpec, now: What): boolean =>
  !then.dryRun &&
  now.targetIds.every(id => then.targetIds.includes(id)) &&
  (invalidatesEverything(then) || JSON.stringify(then.changed) === JSON.stringify(now.changed))

/**
 * Whether nothing was stale when the action succeeded with this baseline. A dry run has invalidated nothing; and one with
 * other distributions, or with another `changed`, not what this one would have. One with `/*` has invalidated everything, so
 * that an action that changes over from `"items": ["/*"]` need not begin with it once more. Without parameters to look at
 * the answer is no.
 */
export const isReliableBaseline = (now: What, { parameters }: Pick<Baseline, 'parameters'>): boolean =>
  pipe(
    readJobSpec(parameters),
    E.exists(then => coversAllOf(then, now)),
  )
