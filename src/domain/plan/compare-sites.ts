import * as E from 'fp-ts/lib/Either.js'
import type { PathRules } from '../items/rules.ts'
import type { ChangedSpec } from '../parameters/job-spec.ts'
import type { ArtifactEntry } from '../pipeline/artifact-entry.ts'
import { changesOf, everythingOf } from '../site/changed-paths.ts'
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

/** The changes from the site that is served to the one that replaces it. */
export const compareSites = (
  paths: PathRules,
  changed: ChangedSpec,
  before: ReadonlyArray<ArtifactEntry>,
  after: ReadonlyArray<ArtifactEntry>,
): E.Either<NothingSelected, ChangeSet> => {
  const { selected, isComplete, ...compared } = changesOf(paths, changed, before, after)
  if (!isComplete) return E.right(tooLargeToCompare(paths, changed))
  return selected === 0 && before.length + after.length > 0
    ? E.left({ _tag: 'NothingSelected' })
    : E.right({ _tag: 'Compared', ...compared })
}
