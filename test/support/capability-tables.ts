import { capabilities as codePipeline } from '../../src/adapters/codepipeline/capabilities.ts'
import { capabilities as commandLine } from '../../src/adapters/console/capabilities.ts'
import { batchReporter } from '../../src/adapters/sqs/batch-reporter.ts'
import type { CdnCapabilities } from '../../src/domain/cdn/capabilities.ts'
import type { CiCapabilities } from '../../src/domain/pipeline/capabilities.ts'
import { cdns } from '../../src/entrypoints/cli/cdns.ts'

/** The CDNs that the command line knows. */
const cdnCapabilities = Object.values(cdns).map(({ capabilities }) => capabilities)

const ciCapabilities: ReadonlyArray<CiCapabilities> = [codePipeline, batchReporter.capabilities, commandLine]

/** What a row of a table says about one of its columns. */
type Row<C> = readonly [title: string, cell: (capabilities: C) => string]

const count = (value: number): string => value.toLocaleString('en')

const perRequest = (rules: { readonly maxPerRequest: number } | undefined): string =>
  rules ? `${count(rules.maxPerRequest)} per request` : 'no'

const dollars = (thousandths: number): string => `$${(thousandths / 1_000).toFixed(3)}`

const wildcardsOf = ({ wildcards }: CdnCapabilities): string => {
  if (wildcards === undefined) return 'no'
  return `${wildcards.granularity === 'character' ? '`/any-prefix*`' : '`/folder/*`'}, ${perRequest(wildcards)}`
}

const everythingOf = ({ wildcards, purgesEverything, everyHost }: CdnCapabilities): string => {
  if (purgesEverything) return `a request of its own${everyHost?.isRequired ? ', for all hosts' : ''}`
  return wildcards ? 'a wildcard' : 'no'
}

const cdnRows: ReadonlyArray<Row<CdnCapabilities>> = [
  ['parameters', ({ parameters: { target, host } }) => [target, ...(host ? [host] : [])].map(({ key }) => `\`${key}\``).join(', ')],
  ['paths', ({ paths }) => perRequest(paths)],
  ['wildcards', wildcardsOf],
  ['cache tags', ({ tags }) => perRequest(tags)],
  ['everything (`/*`)', everythingOf],
  ['kinds in one request', ({ mixesKinds }) => (mixesKinds ? 'mixed' : 'one')],
  ['items in one request', ({ maxItemsPerRequest }) => count(maxItemsPerRequest)],
  ['the same request again', ({ idempotentByReference }) => (idempotentByReference ? 'has no effect' : 'is carried out again')],
  ['completion', ({ completion }) => (completion ? `reported, usually within ${completion.usual / 1_000} s` : 'not reported')],
  ['list price of an item', ({ listPricePerItem }) => (listPricePerItem === 0 ? 'free' : dollars(listPricePerItem))],
  ['ways to invalidate', ({ removals }) => removals.join(', ')],
]

const ciRows: ReadonlyArray<Row<CiCapabilities>> = [
  [
    'continues a job in another invocation',
    ({ continuation }) => (continuation ? `token of ${count(continuation.maxTokenLength)} characters` : 'no'),
  ],
  ['targets in a job', ({ continuation }) => (continuation ? count(continuation.maxTargets) : 'no limit')],
  ['longest job', ({ maxMinutes }) => `${count(maxMinutes)} minutes`],
  ['longest message', ({ maxMessageLength }) => (Number.isFinite(maxMessageLength) ? `${count(maxMessageLength)} characters` : 'no limit')],
  ['artifacts and history (`itemsFrom`, `changed`)', ({ keeps }) => (keeps ? 'yes' : 'no')],
  ['accepts one answer to each job', ({ tracksJobs }) => (tracksJobs ? 'yes' : 'any number')],
  ['list price of a started minute', ({ minute }) => (minute ? `${dollars(minute.listPrice)} ${minute.where}` : 'free')],
]

const tableOf = <C extends { readonly name: string }>(columns: ReadonlyArray<C>, rows: ReadonlyArray<Row<C>>): string =>
  [
    ['', ...columns.map(({ name }) => name)],
    ['---', ...columns.map(() => '---')],
    ...rows.map(([title, cell]) => [title, ...columns.map(cell)]),
  ]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n')

/** What each CDN can do, as a Markdown table. */
export const cdnTable = (): string => tableOf(cdnCapabilities, cdnRows)

/** What each CI system can do, as a Markdown table. */
export const ciTable = (): string => tableOf(ciCapabilities, ciRows)
