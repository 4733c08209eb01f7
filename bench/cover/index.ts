import { execFileSync } from 'node:child_process'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deepestDirectory } from '../../test/support/oracles/deepest-directory.ts'
import type { Deploy } from './deploy.ts'
import { type Measured, measure } from './measure.ts'
import { plot } from './plot.ts'
import { publishedDeploys } from './published.ts'
import { adverseDeploy, syntheticDeploy } from './synthetic.ts'

const budgets = [3, 5, 10, 15, 3_000]
const maxWildcards = 15
const rounds = 3
/** Heap size in MB. A function has 512 MB; the rest is for memory outside the heap. */
const heap = 400

const docs = new URL('../../docs/', import.meta.url)
const self = fileURLToPath(import.meta.url)

const median = (values: ReadonlyArray<number>): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

interface Row {
  readonly deploy: Deploy
  readonly budget: number
  readonly ours: Measured
  readonly greedy: { readonly paths: number; readonly wildcards: number; readonly flushed: number }
}

const flushedBy = ({ unchanged }: Deploy, paths: ReadonlyArray<string>): number => {
  const prefixes = paths.filter(path => path.endsWith('*')).map(path => path.slice(0, -1))
  return unchanged.filter(path => prefixes.some(prefix => path.startsWith(prefix))).length
}

/** Each measurement runs in a new process, so that it starts cold and has its own peak memory, as in a function. */
const oursOn = (files: ReadonlyArray<string>, budget: number): Measured => {
  const runs = Array.from(
    { length: rounds },
    () =>
      JSON.parse(
        execFileSync(process.execPath, [`--max-old-space-size=${heap}`, self, ...files, String(budget)], { encoding: 'utf8' }),
      ) as Measured,
  )
  const [first] = runs
  if (first === undefined) throw new Error('There was no run.')
  return { ...first, milliseconds: median(runs.map(run => run.milliseconds)), peak: Math.max(...runs.map(run => run.peak)) }
}

const rowsOf = (deploy: Deploy): ReadonlyArray<Row> => {
  const folder = mkdtempSync(join(tmpdir(), 'cover-'))
  const files = (['changed', 'unchanged'] as const).map(which => {
    const file = join(folder, which)
    writeFileSync(file, deploy[which].join('\n'), 'latin1')
    return file
  })
  return budgets.map(budget => {
    const greedy = deepestDirectory(deploy.changed, { paths: budget, wildcards: maxWildcards })
    const wildcards = greedy.filter(path => path.endsWith('*')).length
    return { deploy, budget, ours: oursOn(files, budget), greedy: { paths: greedy.length, wildcards, flushed: flushedBy(deploy, greedy) } }
  })
}

const count = (number: number): string => number.toLocaleString('en')
const sent = ({ paths, wildcards }: { readonly paths: number; readonly wildcards: number }): string => `${count(paths)} (${wildcards})`
const ratio = (part: number, whole: number): string => (whole === 0 ? '–' : (part / whole).toFixed(2))

const table = (rows: ReadonlyArray<Row>): string =>
  [
    '| budget | cover: flushed | sent (wildcards) | deepest folder: flushed | sent (wildcards) | `/*` flushes | cover / deepest folder | CPU ms | peak MB (before) |',
    '| --- | --- | --- | --- | --- | --- | --- | --- | --- |',
    ...rows.map(({ deploy, budget, ours, greedy }) =>
      [
        '',
        count(budget),
        count(ours.flushed),
        sent(ours),
        count(greedy.flushed),
        sent(greedy),
        count(deploy.unchanged.length),
        ratio(ours.flushed, greedy.flushed),
        ours.milliseconds.toFixed(0),
        `${ours.peak} (${ours.before})`,
        '',
      ]
        .join(' | ')
        .trim(),
    ),
  ].join('\n')

const report = (results: ReadonlyArray<ReadonlyArray<Row>>): string =>
  [
    '# Cover measurements',
    '',
    `Written by \`npm run bench:cover\` and explained in [cover.md](cover.md). Node.js ${process.version.slice(1)}, ${heap} MB heap, at most`,
    `${maxWildcards} wildcards, median of ${rounds} cold processes. "Flushed" counts unchanged files that a cover flushes; less is better.`,
    '',
    '![Unchanged files flushed, by budget](cover.svg)',
    ...results.flatMap(rows =>
      rows
        .slice(0, 1)
        .flatMap(({ deploy }) => [
          '',
          `## ${deploy.name}`,
          '',
          `${deploy.description}: ${count(deploy.changed.length)} to flush, ${count(deploy.unchanged.length)} unchanged.`,
          '',
          table(rows),
        ]),
    ),
    '',
  ].join('\n')

const linesOf = (rows: ReadonlyArray<Row>) => {
  const all = rows[0]?.deploy.unchanged.length ?? 0
  return {
    name: rows[0]?.deploy.name ?? '',
    budgets: rows.map(({ budget }) => budget),
    ours: rows.map(({ ours }) => (100 * ours.flushed) / all),
    greedy: rows.map(({ greedy }) => (100 * greedy.flushed) / all),
  }
}

const [changedFile, unchangedFile, budget] = process.argv.slice(2)
if (changedFile !== undefined && unchangedFile !== undefined)
  console.log(JSON.stringify(measure(changedFile, unchangedFile, Number(budget), maxWildcards)))
else {
  const sites = [...publishedDeploys(), syntheticDeploy(50_000), syntheticDeploy(1_000_000)].map(rowsOf)
  const all = [...sites, rowsOf(adverseDeploy(1_000_000))]
  writeFileSync(new URL('cover-figures.md', docs), report(all))
  writeFileSync(new URL('cover.svg', docs), plot(sites.map(linesOf)))
  for (const rows of all) console.log(`\n${rows[0]?.deploy.name}\n\n${table(rows)}`)
}
