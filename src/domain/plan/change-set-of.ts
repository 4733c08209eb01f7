import * as E from 'fp-ts/lib/Either.js'
import type { PathRules } from '../items/rules.ts'
import type { ChangedSpec } from '../parameters/job-spec.ts'
import { changesOf, everythingOf } from '../site/changed-paths.ts'
import type { Comparison } from '../site/compare.ts'
import type { ChangeSet } from './change-set.ts'

/** No file of the compared sites matches `stripPrefix`, `include` and `exclude`. */
export interface NothingSelected {
  readonly _tag: 'NothingSelected'
}

/** Why sites that exceed the limits are not compared: a clause that the summary shows. */
export const tooManyFiles = 'too many files to compare'

/** The change set if it is unknown which files are stale: everything that is served. `why` is a clause that the summary shows. */
export const everythingChanged = (paths: PathRules, changed: ChangedSpec, why: string): ChangeSet => ({
  _tag: 'Unknown',
  changed: everythingOf(paths, changed),
  why,
})

const isEmpty = (comparison: Comparison): boolean => Object.values(comparison).every(({ length }) => length === 0)

/** The change set of a comparison. */
export const changeSetOf = (paths: PathRules, changed: ChangedSpec, comparison: Comparison): E.Either<NothingSelected, ChangeSet> => {
  const { selected, isComplete, isMatched, ...compared } = changesOf(paths, changed, comparison)
  if (!isComplete) return E.right(everythingChanged(paths, changed, tooManyFiles))
  if (!isMatched) return E.right(everythingChanged(paths, changed, 'include and exclude take too long to match with these files'))
  return selected === 0 && !isEmpty(comparison) ? E.left({ _tag: 'NothingSelected' }) : E.right({ _tag: 'Compared', ...compared })
}
