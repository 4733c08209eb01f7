import type { Comparison } from './compare.ts'
import { servedName } from './paths-of.ts'
import { type SiteRules, selection } from './rules.ts'

/** How many files were added, modified and deleted. */
export interface ChangeCounts {
  readonly added: number
  readonly modified: number
  readonly deleted: number
}

/** A folder of a site in which files differ, with the counts of everything in it. */
export interface ChangedFolder {
  /** Its own name; empty for the root. */
  readonly name: string
  readonly counts: ChangeCounts
  /** The folders in it in which files differ, by name. */
  readonly folders: ReadonlyArray<ChangedFolder>
}

interface Node {
  readonly counts: Record<keyof ChangeCounts, number>
  readonly folders: Map<string, Node>
}

const emptyNode = (): Node => ({ counts: { added: 0, modified: 0, deleted: 0 }, folders: new Map() })

const childOf = ({ folders }: Node, name: string): Node => {
  const child = folders.get(name) ?? emptyNode()
  folders.set(name, child)
  return child
}

const count = (root: Node, name: string, kind: keyof ChangeCounts): void => {
  root.counts[kind] += 1
  let node = root
  for (const folder of name.split('/').slice(0, -1)) {
    node = childOf(node, folder)
    node.counts[kind] += 1
  }
}

const freeze = (name: string, { counts, folders }: Node): ChangedFolder => ({
  name,
  counts,
  folders: [...folders].sort(([one], [other]) => (one < other ? -1 : 1)).map(([child, node]) => freeze(child, node)),
})

/** The folders of a site in which selected files differ. */
export const changedFolders = (
  rules: Pick<SiteRules, 'stripPrefix' | 'include' | 'exclude'>,
  { added, modified, deleted }: Comparison,
): ChangedFolder => {
  const isSelected = selection(rules)
  const root = emptyNode()
  for (const [kind, names] of Object.entries({ added, modified, deleted }) as ReadonlyArray<[keyof ChangeCounts, ReadonlyArray<string>]>) {
    for (const name of names) {
      const served = servedName(rules, name)
      if (served !== undefined && isSelected(served)) count(root, served, kind)
    }
  }
  return freeze('', root)
}
