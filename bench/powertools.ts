import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'esbuild'

const rounds = 31
const version = '2.36.0'
const root = fileURLToPath(new URL('..', import.meta.url))
const scratch = mkdtempSync(join(tmpdir(), 'powertools-'))

/** The minimum output of a job: three log lines, and the metrics of one invalidation. */
const withPowertools = `
import { Logger } from '@aws-lambda-powertools/logger'
import { Metrics, MetricUnit } from '@aws-lambda-powertools/metrics'
const logger = new Logger({ serviceName: 'cloudfront-invalidator' })
const metrics = new Metrics({ namespace: 'CloudFrontInvalidator', serviceName: 'cloudfront-invalidator' })
logger.info('Planned', { jobId: 'J1', items: 2 })
logger.info('InvalidationCreated', { jobId: 'J1', invalidationId: 'I1' })
metrics.addDimension('DistributionId', 'E1')
metrics.addMetric('Invalidations', MetricUnit.Count, 1)
metrics.addMetric('Paths', MetricUnit.Count, 2)
metrics.publishStoredMetrics()
logger.info('Finished', { jobId: 'J1' })
`

const withOwnLog = `
import { embeddedMetrics } from '${root}src/adapters/cloudwatch/embedded-metrics.ts'
import { jsonLinesLog } from '${root}src/adapters/node/json-lines-log.ts'
const now = () => Date.now()
const log = jsonLinesLog({ now }, embeddedMetrics({ namespace: 'CloudFrontInvalidator', functionName: 'F' }), line => process.stdout.write(line))
const submission = { jobId: 'J1', targetId: 'E1' }
log({ _tag: 'Planned', jobId: 'J1', firstJobId: 'J1', targetIds: ['E1'], items: 2, firstItems: [], waitForCompletion: false, dryRun: false })()
log({ _tag: 'InvalidationCreated', ...submission, reference: 'R', items: 2, invalidation: { id: 'I1', status: 'InProgress' } })()
log({ _tag: 'Reported', jobId: 'J1' })()
`

const variants = [
  { name: 'the function alone', source: '' },
  { name: 'with its own log and metrics', source: withOwnLog },
  { name: 'with Powertools', source: withPowertools },
]

/** Every variant loads the built function. They differ in the code that runs after it. */
const bundle = async ({ name, source }: (typeof variants)[number], index: number) => {
  const outfile = join(scratch, `${index}.cjs`)
  const contents = `require('${root}dist/codepipeline/handler.cjs')\n${source}`
  const { metafile } = await build({
    stdin: { contents, resolveDir: scratch, loader: 'ts' },
    external: ['*/handler.cjs'],
    outfile,
    bundle: true,
    metafile: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
    logLevel: 'warning',
  })
  return { name, outfile, bytes: Object.values(metafile.outputs)[0]?.bytes ?? 0, cpu: [] as number[] }
}

const probe = join(scratch, 'probe.cjs')
writeFileSync(
  probe,
  "process.on('exit', () => { const { user, system } = process.cpuUsage(); process.stderr.write(String((user + system) / 1000)) }); require(process.argv[2])",
)

/** CPU milliseconds of a whole process, with the flags that Lambda starts Node.js with. */
const cpuOf = (file: string): number =>
  Number(spawnSync(process.execPath, ['--expose-gc', '--max-semi-space-size=6', probe, file], { encoding: 'utf8', env: {} }).stderr)

const median = (values: ReadonlyArray<number>): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN

try {
  writeFileSync(join(scratch, 'package.json'), '{}')
  const libraries = ['logger', 'metrics'].map(name => `@aws-lambda-powertools/${name}@${version}`)
  execFileSync('npm', ['install', '--silent', '--no-audit', '--prefix', scratch, ...libraries])
  const built = await Promise.all(variants.map(bundle))
  for (let round = -1; round < rounds; round += 1) {
    for (const { outfile, cpu } of built) {
      const sample = cpuOf(outfile)
      if (round >= 0) cpu.push(sample)
    }
  }
  console.log(
    `Node ${process.version}, median of ${rounds} rounds\n\n| | bytes added | CPU ms | relative to the function alone |\n| --- | --- | --- | --- |`,
  )
  for (const { name, bytes, cpu } of built) {
    const ratios = cpu.map((value, round) => value / (built[0]?.cpu[round] ?? Number.NaN))
    console.log(`| ${name} | ${bytes - (built[0]?.bytes ?? 0)} | ${median(cpu).toFixed(0)} | ${median(ratios).toFixed(3)} |`)
  }
} finally {
  rmSync(scratch, { recursive: true })
}
