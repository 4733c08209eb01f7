import type { ArtifactEntry } from '../pipeline/artifact-entry.ts'
import { fileNameOf } from './file-name.ts'

/** The names of all files of two artifacts, each once, in one of four lists. */
export interface Comparison {
  readonly added: ReadonlyArray<string>
  readonly modified: ReadonlyArray<string>
  readonly deleted: ReadonlyArray<string>
  readonly unchanged: ReadonlyArray<string>
}

/** What is known of a file of the newer artifact; in a byte each, since there may be a million of them. */
const fileState = { added: 0, modified: 1, unchanged: 2 }

const isSame = (one: ArtifactEntry, other: ArtifactEntry | undefined): boolean =>
  one.fingerprint === other?.fingerprint && one.size === other.size

/** Where the last entry of each file is. */
const lastIndexes = (entries: ReadonlyArray<ArtifactEntry>): ReadonlyMap<string, number> => {
  const indexes = new Map<string, number>()
  for (const [position, entry] of entries.entries()) {
    const name = fileNameOf(entry.name)
    if (name !== undefined) indexes.set(name, position)
  }
  return indexes
}

/**
 * Tells which files two artifacts differ in. A file is the same where its size and its CRC-32 are: two contents of one size
 * have the same CRC-32 once in four billion times. Folders are no files. Of a name that a ZIP has more than once, the last
 * entry counts, since that is the one that is left when all are unzipped.
 */
export const compare = (before: ReadonlyArray<ArtifactEntry>, after: ReadonlyArray<ArtifactEntry>): Comparison => {
  const indexes = lastIndexes(after)
  const states = new Uint8Array(after.length)
  const deleted = new Set<string>()
  // From the end, so that the first of several entries that is met is the one that counts.
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
