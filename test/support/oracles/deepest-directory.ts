import type { Budget } from '../../../src/domain/cover/search/cost-model.ts'

const foldersOf = (path: string): ReadonlyArray<string> => {
  const folders: string[] = []
  for (let slash = path.indexOf('/', 1); slash !== -1; slash = path.indexOf('/', slash + 1)) folders.push(path.slice(0, slash + 1))
  return folders
}

/**
 * The strategy of other tools: while the paths exceed the budget, replace the deepest folder that holds at least two of them
 * with a wildcard, and fall back to everything if there is no such folder. Among equally deep folders, the last one wins.
 * Unchanged files are not considered. Uses the same two budgets as the cover.
 */
export const deepestDirectory = (changed: ReadonlyArray<string>, { paths, wildcards }: Budget): ReadonlyArray<string> => {
  const members = new Map<string, Set<string>>()
  for (const path of changed)
    for (const folder of foldersOf(path).slice(-1)) members.set(folder, (members.get(folder) ?? new Set()).add(path))
  for (const path of changed) for (const folder of foldersOf(path)) if (!members.has(folder)) members.set(folder, new Set())
  const depth = (folder: string): number => folder.split('/').length
  const folders = [...members.keys()].sort().sort((one, other) => depth(one) - depth(other))

  const chosen = new Set(changed)
  let used = changed.filter(path => path.endsWith('*')).length
  const fits = (): boolean => chosen.size <= paths && used <= wildcards
  for (let folder = folders.pop(); folder !== undefined && !fits(); folder = folders.pop()) {
    const inside = members.get(folder) ?? new Set()
    const parent = foldersOf(folder.slice(0, -1)).at(-1)
    const addToParent = (path: string) => parent !== undefined && members.get(parent)?.add(path)
    if (inside.size < 2) {
      for (const path of inside) addToParent(path)
      continue
    }
    for (const path of inside) {
      chosen.delete(path)
      if (path.endsWith('*')) used -= 1
    }
    chosen.add(`${folder}*`)
    used += 1
    addToParent(`${folder}*`)
  }
  return fits() ? [...chosen] : ['/*']
}
