import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const rounds = 31
const built = (name: string): string => fileURLToPath(new URL(`../dist/codepipeline/${name}.cjs`, import.meta.url))

/** The function, the function with the code that it loads on demand, and other builds named on the command line. */
const variants = [
  { name: 'the function', files: [built('handler')] },
  { name: 'with artifacts', files: [built('handler'), built('artifacts')] },
  ...process.argv.slice(2).map(file => ({ name: file, files: [resolve(file)] })),
].map(variant => ({ ...variant, cpu: [] as number[], init: [] as number[] }))

const scratch = mkdtempSync(join(tmpdir(), 'start-up-'))
const probe = join(scratch, 'probe.cjs')
writeFileSync(
  probe,
  `const startedAt = performance.now()
for (const file of process.argv.slice(2)) require(file)
const init = performance.now() - startedAt
const { user, system } = process.cpuUsage()
process.stderr.write(JSON.stringify({ init, cpu: (user + system) / 1000 }))
process.exit()`,
)

/** The flags that Lambda starts Node.js with at 128 MB. They make loading built-in modules more than twice as expensive. */
const flags = ['--expose-gc', '--max-http-header-size=81920', '--max-semi-space-size=6', '--max-old-space-size=116']

const measure = (files: ReadonlyArray<string>): { readonly init: number; readonly cpu: number } =>
  JSON.parse(spawnSync(process.execPath, [...flags, probe, ...files], { encoding: 'utf8', env: { AWS_REGION: 'eu-west-1' } }).stderr)

const median = (values: ReadonlyArray<number>): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

// Every round runs every variant once, so that a change in the machine's speed affects all variants. The first round only warms up.
for (let round = -1; round < rounds; round += 1) {
  for (const { files, cpu, init } of variants) {
    const sample = measure(files)
    if (round < 0) continue
    cpu.push(sample.cpu)
    init.push(sample.init)
  }
}
rmSync(scratch, { recursive: true })

console.log(
  `Node ${process.version}, median of ${rounds} rounds\n\n| loaded | ms | CPU ms | CPU relative to the function |\n| --- | --- | --- | --- |`,
)
for (const { name, cpu, init } of variants) {
  const ratios = cpu.map((value, round) => value / (variants[0]?.cpu[round] ?? Number.NaN))
  console.log(`| ${name} | ${median(init).toFixed(0)} | ${median(cpu).toFixed(0)} | ${median(ratios).toFixed(3)} |`)
}
