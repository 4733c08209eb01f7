import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { capabilities } from '../src/adapters/cloudfront/capabilities.ts'
import { encodePath } from '../src/domain/items/encode-path.ts'
import type { Item } from '../src/domain/items/item.ts'
import { minimise } from '../src/domain/items/minimise.ts'
import { readItem } from '../src/domain/items/read-item.ts'
import { syntheticDeploy } from './cover/synthetic.ts'

const rounds = 7
const count = 1_000_000
const self = fileURLToPath(import.meta.url)

/** What a program without this project's code would do: the same result for this input, with fewer checks and no useful messages. */
const withSet = (lines: ReadonlyArray<string>): ReadonlyArray<string> => {
  const distinct = new Set<string>()
  for (const line of lines) {
    if (!line.startsWith('/') || /\p{Cc}|~|\*(?!$)/u.test(line) || line.length > 4_000) throw new Error(`Not a path: ${line}`)
    distinct.add(encodePath(line))
  }
  const sorted = [...distinct].sort()
  const prefixes = sorted.filter(path => path.endsWith('*')).map(path => path.slice(0, -1))
  return sorted.filter(path => path.endsWith('*') || !prefixes.some(prefix => path.startsWith(prefix)))
}

const withItems = (lines: ReadonlyArray<string>): ReadonlyArray<string> => {
  const read = readItem(capabilities)
  const items: Item[] = []
  for (const line of lines) {
    const item = read(line)
    if (item._tag === 'Left') throw new Error(item.left)
    items.push(item.right)
  }
  return minimise(items, capabilities.tags)
}

const variants = { 'strings and a Set': withSet, 'readItem and minimise': withItems }
type Variant = keyof typeof variants

interface Measured {
  readonly paths: number
  /** CPU time in milliseconds, of all threads. */
  readonly cpu: number
  /** Peak resident memory in MB. */
  readonly peak: number
}

const peakMemory = (): number => {
  const status = existsSync('/proc/self/status') ? readFileSync('/proc/self/status', 'latin1') : ''
  return Number(/^VmHWM:\s+(\d+) kB$/m.exec(status)?.[1] ?? process.resourceUsage().maxRSS) / 1_024
}

const measure = (variant: Variant, file: string): Measured => {
  const before = process.cpuUsage()
  const { length } = variants[variant](readFileSync(file, 'utf8').split('\n'))
  const { user, system } = process.cpuUsage(before)
  return { paths: length, cpu: (user + system) / 1_000, peak: peakMemory() }
}

/** In a process of its own, which starts cold and has its own peak memory. */
const measureApart = (variant: string, file: string): Measured =>
  JSON.parse(spawnSync(process.execPath, [self, variant, file], { encoding: 'utf8' }).stdout) as Measured

const median = (values: ReadonlyArray<number>): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

const report = (): void => {
  const folder = mkdtempSync(join(tmpdir(), 'paths-'))
  const file = join(folder, 'paths')
  const { changed, unchanged } = syntheticDeploy(count)
  // One path in twenty is listed twice, and three folders are wildcards.
  writeFileSync(file, [...unchanged, ...changed, ...unchanged.slice(0, count / 20), '/zone/*', '/about/blog/*', '/api/*'].join('\n'))
  const runs = Object.keys(variants).map(name => ({ name, measured: [] as Measured[] }))
  for (let round = 0; round < rounds; round += 1) for (const { name, measured } of runs) measured.push(measureApart(name, file))
  rmSync(folder, { recursive: true })
  console.log(
    `Node ${process.version}, median of ${rounds} rounds\n\n| 1,000,000 paths by | paths left | CPU ms | ratio | peak MB | ratio |`,
  )
  console.log('| --- | --- | --- | --- | --- | --- |')
  const [first] = runs
  for (const { name, measured } of runs) {
    const figures = (['cpu', 'peak'] as const).flatMap(key => {
      const values = measured.map(one => one[key])
      const ratios = values.map((value, round) => value / (first?.measured[round]?.[key] ?? Number.NaN))
      return [median(values).toFixed(0), median(ratios).toFixed(2)]
    })
    console.log(`| ${[name, measured[0]?.paths, ...figures].join(' | ')} |`)
  }
}

const [variant, file] = process.argv.slice(2)
if (variant !== undefined && file !== undefined) console.log(JSON.stringify(measure(variant as Variant, file)))
else report()
