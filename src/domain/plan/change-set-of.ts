import * as E from 'fp-ts/lib/Either.js'
import type { PathRules } from '../items/rules.ts'
import type { ChangedSpec } from '../parameters/job-spec.ts'
import { changesOf, everythingOf } from '../site/changed-paths.ts'
import type { Comparison } from '../site/compare.ts'
import type { ChangeSet } from './change-set.ts'

/** No file of either site matches `stripPrefix`, `include` and `exclude`. */
export interface NothingSelected {
  readonly _tag: 'NothingSelected'
}

/** The changes between two sites that have too many files to compare: everything that is served may be stale. */
export const tooLargeToCompare = (paths: PathRules, changed: ChangedSpec): ChangeSet => ({
  _tag: 'Unknown',
  changed: everythingOf(paths, changed),
  why: 'too many files to compare',
})

const isEmpty = (comparison: Comparison): boolean => Object.values(comparison).every(({ length }) => length === 0)

/** The changes between two sites that were compared. */
export const changeSetOf = (paths: PathRules, changed: ChangedSpec, comparison: Comparison): E.Either<NothingSelected, ChangeSet> => {
  const { selected, isComplete, ...compared } = changesOf(paths, changed, comparison)
  if (!isComplete) return E.right(tooLargeToCompare(paths, changed))
  return selected === 0 && !isEmpty(comparison) ? E.left({ _tag: 'NothingSelected' }) : E.right({ _tag: 'Compared', ...compared })
}
