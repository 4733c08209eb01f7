import type { ArtifactEntry } from '../pipeline/artifact-entry.ts'
import { fileNameOf } from './file-name.ts'

/** The files of an artifact and of one or several earlier ones. Each name is in exactly one list. */
export interface Comparison {
  readonly added: ReadonlyArray<string>
  readonly modified: ReadonlyArray<string>
  readonly deleted: ReadonlyArray<string>
  readonly unchanged: ReadonlyArray<string>
}

/** The state of a file of the newer artifact. One byte each, because there may be a million files. */
const fileState = { added: 0, modified: 1, unchanged: 2 }

const isSame = (one: ArtifactEntry, other: ArtifactEntry | undefined): boolean =>
  one.fingerprint === other?.fingerprint && one.size === other.size

/** The index of the last entry of each file. */
const lastIndexes = (entries: ReadonlyArray<ArtifactEntry>): ReadonlyMap<string, number> => {
  const indexes = new Map<string, number>()
  for (const [position, entry] of entries.entries()) {
    const name = fileNameOf(entry.name)
    if (name !== undefined) indexes.set(name, position)
  }
  return indexes
}

/**
 * Compares the files of two artifacts by size and CRC-32, which miss a change of the same size once in four billion times. Folders are
 * ignored. If a ZIP repeats a name, the last entry counts, because it is the one that unzipping leaves.
 */
export const compare = (before: ReadonlyArray<ArtifactEntry>, after: ReadonlyArray<ArtifactEntry>): Comparison => {
  const indexes = lastIndexes(after)
  const states = new Uint8Array(after.length)
  const deleted = new Set<string>()
  // Backwards, so that the last of several entries is met first.
  for (let index = before.length - 1; index >= 0; index -= 1) {
    const entry = before[index]
    const name = entry && fileNameOf(entry.name)
    if (entry === undefined || name === undefined) continue
    const position = indexes.get(name)
    if (position === undefined) deleted.add(name)
    else if (states[position] === fileState.added)
      states[position] = isSame(entry, after[position]) ? fileState.unchanged : fileState.modified
  }
  const namesIn = (state: number): ReadonlyArray<string> => {
    const names: string[] = []
    for (const [name, position] of indexes) if (states[position] === state) names.push(name)
    return names
  }
  return {
    added: namesIn(fileState.added),
    modified: namesIn(fileState.modified),
    deleted: [...deleted],
    unchanged: namesIn(fileState.unchanged),
  }
}

/**
 * The comparison of an artifact with all earlier artifacts of both comparisons. A file is unchanged if it is the same in all of them,
 * and added if it is missing from some and the same in the others.
 */
export const unite = (one: Comparison, other: Comparison): Comparison => {
  const modified = new Set([...one.modified, ...other.modified])
  const added = new Set([...one.added, ...other.added].filter(name => !modified.has(name)))
  return {
    added: [...added],
    modified: [...modified],
    deleted: [...new Set([...one.deleted, ...other.deleted])],
    unchanged: one.unchanged.filter(name => !modified.has(name) && !added.has(name)),
  }
}
