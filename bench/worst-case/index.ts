import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import type { WorstCase } from './worst-case.ts'

/** Lambda starts Node.js with a tenth of the memory as new space, in two halves, and the rest as old space. */
const flags = ['--expose-gc', '--max-semi-space-size=25', '--max-old-space-size=461']
/** A function of 512 MB has 0.29 of a core: 1,769 MB is one. https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
const slowdown = 3.5
const self = fileURLToPath(import.meta.url)
const page = new URL('../../docs/worst-case.md', import.meta.url)
const block = /(?<=<!-- npm run bench:worst-case -->\n)[\s\S]*?(?=<!-- \/npm run bench:worst-case -->)/

interface Measured {
  /** CPU time in seconds, of all threads. */
  readonly cpu: number
  /** Peak resident memory in MB, the input included. */
  readonly peak: number
}

const partNames = readdirSync(import.meta.dirname)
  .filter(name => name.endsWith('.ts') && !['index.ts', 'worst-case.ts'].includes(name))
  .map(name => name.slice(0, -'.ts'.length))
  .sort()

const casesOf = async (part: string): Promise<ReadonlyArray<WorstCase>> =>
  ((await import(`./${part}.ts`)) as { readonly cases: ReadonlyArray<WorstCase> }).cases

/** Runs a case in this process. Linux resets the peak that building the input may have left. */
const measure = async ({ make }: WorstCase): Promise<Measured> => {
  const run = make()
  globalThis.gc?.()
  writeFileSync('/proc/self/clear_refs', '5')
  const before = process.cpuUsage()
  await run()
  const { user, system } = process.cpuUsage(before)
  const [, peak] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'latin1')) ?? []
  return { cpu: (user + system) / 1e6, peak: Number(peak) / 1_024 }
}

/** Runs a case in a process of its own. Without a result, the last line of its errors says why. */
const measureApart = (part: string, index: number): Measured | string => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...flags, self, part, String(index)], { encoding: 'utf8' })
  return status === 0 ? (JSON.parse(stdout) as Measured) : `failed: ${/FATAL ERROR: .*|\w*Error: .*/.exec(stderr)?.[0] ?? `exit ${status}`}`
}

const row = ({ name, limit }: WorstCase, measured: Measured | string): string => {
  const figures =
    typeof measured === 'string'
      ? [measured, '', '']
      : [measured.cpu.toFixed(2), (measured.cpu * slowdown).toFixed(1), measured.peak.toFixed(0)]
  return `| ${[name, limit, ...figures].join(' | ')} |`
}

const report = async (parts: ReadonlyArray<string>): Promise<void> => {
  const lines = ['| input | limit | CPU s | s on 512 MB | peak MB |', '| --- | --- | --- | --- | --- |']
  console.log(lines.join('\n'))
  for (const part of parts) {
    for (const [index, worstCase] of (await casesOf(part)).entries()) {
      const measured = measureApart(part, index)
      if (typeof measured === 'string') process.exitCode = 1
      lines.push(row(worstCase, measured))
      console.log(lines.at(-1))
    }
  }
  const figures = `Node.js ${process.version.slice(1)}, \`${flags.slice(1).join(' ')}\`:\n\n${lines.join('\n')}\n`
  if (parts === partNames)
    writeFileSync(
      page,
      readFileSync(page, 'utf8').replace(block, () => figures),
    )
}

const [part, index] = process.argv.slice(2)
const chosen = part === undefined || index === undefined ? undefined : (await casesOf(part))[Number(index)]
if (chosen !== undefined) console.log(JSON.stringify(await measure(chosen)))
else await report(part === undefined ? partNames : [part])
