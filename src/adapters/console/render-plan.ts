import { isWildcard } from '../../domain/items/item.ts'
import { counted } from '../../domain/job/answers/summary.ts'
import type { ChangeCounts, ChangedFolder } from '../../domain/site/folders.ts'
import { code, markdownText, table } from '../ci/markdown.ts'
import { jsonLine, onOneLine } from '../ci/text.ts'
import type { Format } from './options.ts'
import type { PlanView } from './plan-view.ts'
import type { Paint } from './terminal.ts'

/** Items that a plan lists as text. JSON has them all. */
const maxItems = 100

/** Folders that a plan lists. Deeper ones are left out; their files count in the folders above them. */
const maxFolders = 40

/** A folder in the tree. `depth` is 0 for the root. */
interface TreeRow {
  readonly depth: number
  readonly name: string
  readonly counts: ChangeCounts
}

const rowsTo = (maxDepth: number, { name, counts, folders }: ChangedFolder, depth = 0): ReadonlyArray<TreeRow> => [
  { depth, name: `${name}/`, counts },
  ...(depth < maxDepth ? folders.flatMap(folder => rowsTo(maxDepth, folder, depth + 1)) : []),
]

/** As many levels of the tree as fit into the limit. */
const treeRows = (root: ChangedFolder): ReadonlyArray<TreeRow> => {
  let rows = rowsTo(0, root)
  for (let depth = 1; ; depth += 1) {
    const deeper = rowsTo(depth, root)
    if (deeper.length === rows.length || deeper.length > maxFolders) return rows
    rows = deeper
  }
}

const countsText = ({ added, modified, deleted }: ChangeCounts, paint: Paint): string =>
  [
    ...(added > 0 ? [paint('green', `+${added}`)] : []),
    ...(modified > 0 ? [paint('yellow', `~${modified}`)] : []),
    ...(deleted > 0 ? [paint('red', `-${deleted}`)] : []),
  ].join(' ')

const aligned = (rows: ReadonlyArray<readonly [string, string]>): ReadonlyArray<string> => {
  const width = Math.max(...rows.map(([name]) => name.length))
  return rows.map(([name, text]) => (text === '' ? `  ${name}` : `  ${name.padEnd(width)}  ${text}`))
}

const flushes = ({ changed, unchanged }: PlanView['items'][number]): string =>
  changed + unchanged === 0 ? '' : `${changed} changed, ${unchanged} unchanged`

const rest = (length: number): ReadonlyArray<string> =>
  length > maxItems ? [`and ${length - maxItems} more; --output json has them all`] : []

const textOf = ({ summary, items, requests, folders }: PlanView, paint: Paint): string => {
  const shown = items.slice(0, maxItems).map(planned => [planned.item, flushes(planned)] as const)
  const rows = folders === undefined ? [] : treeRows(folders)
  const blocks = [
    `${summary}${items.length === 0 ? '' : `; ${counted(requests, 'request')}`}`,
    ...(shown.length === 0 ? [] : [[...aligned(shown), ...rest(items.length).map(text => `  ${text}`)].join('\n')]),
    ...(rows.length === 0 || countsText(rows[0]?.counts ?? noChanges, paint) === ''
      ? []
      : [
          aligned(rows.map(({ depth, name, counts }) => [`${'  '.repeat(depth)}${onOneLine(name)}`, countsText(counts, paint)])).join('\n'),
        ]),
  ]
  return `${blocks.join('\n\n')}\n`
}

const noChanges: ChangeCounts = { added: 0, modified: 0, deleted: 0 }

/** With what a wildcard flushes. A path flushes itself. */
const comparedTable = (items: PlanView['items']): string =>
  table(
    ['item', 'changed', 'unchanged'],
    items.map(({ item, changed, unchanged }) => (isWildcard(item) ? [code(item), changed, unchanged] : [code(item), '', ''])),
  )

const markdownOf = ({ cdn, summary, items, folders }: PlanView): string => {
  const isCompared = folders !== undefined
  const rows = folders === undefined ? [] : treeRows(folders)
  const shown = items.slice(0, maxItems)
  const trees = rows.map(({ depth, name, counts }) => [
    `${'&nbsp;&nbsp;'.repeat(depth)}${code(name)}`,
    counts.added,
    counts.modified,
    counts.deleted,
  ])
  const blocks = [
    `### ${cdn.name} invalidation`,
    markdownText(summary),
    ...(shown.length === 0
      ? []
      : [
          isCompared
            ? comparedTable(shown)
            : table(
                ['item'],
                shown.map(({ item }) => [code(item)]),
              ),
        ]),
    ...rest(items.length),
    ...(trees.length === 0 ? [] : [table(['folder', 'added', 'modified', 'deleted'], trees)]),
  ]
  return `${blocks.join('\n\n')}\n`
}

const jsonOf = ({ cdn, summary, targetIds, folders, ...view }: PlanView): string =>
  jsonLine({
    summary,
    [`${cdn.parameters.targetNoun}Ids`]: targetIds,
    ...view,
    ...(folders && { files: folders.counts }),
  })

/** A plan as text. */
export const renderPlan = (view: PlanView, format: Format, paint: Paint): string => {
  switch (format) {
    case 'json':
      return jsonOf(view)
    case 'markdown':
      return markdownOf(view)
    case 'ids':
    case 'text':
      return textOf(view, paint)
  }
}
