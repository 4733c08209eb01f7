import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { flags, type Sample, type Services, start, startAwsCli, startServices } from './measure.ts'
import { plot } from './plot.ts'
import { type Measured, type Run, report } from './report.ts'
import { built, hasAwsCli, type Variant, variantsIn } from './variants.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    rounds: { type: 'string', default: '31' },
    throttled: { type: 'string', default: '7' },
    node: { type: 'string', multiple: true, default: ['22', '24'] },
  },
})
const rounds = Number(values.rounds)
const throttledRounds = Number(values.throttled)
const page = fileURLToPath(new URL('../../docs/performance.md', import.meta.url))
const picture = fileURLToPath(new URL('../../docs/performance.svg', import.meta.url))

const nodeOf = (major: string): string =>
  execFileSync('npx', ['-y', '-p', `node@${major}`, '--', 'node', '-p', 'process.execPath'], { encoding: 'utf8' }).trim()

const versionOf = (node: string): string => execFileSync(node, ['-p', 'process.versions.node'], { encoding: 'utf8' }).trim()

const shuffled = <A>(values: ReadonlyArray<A>): ReadonlyArray<A> =>
  values
    .map(value => ({ value, at: Math.random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ value }) => value)

/** Something that is started once in each round. */
interface Entry {
  readonly name: string
  readonly zipped: number | undefined
  /** How often it calls AWS. */
  readonly calls: number
  readonly start: (throttled: boolean) => Promise<Sample>
  readonly canThrottle: boolean
  readonly samples: Sample[]
  readonly throttled: Sample[]
}

const entriesOf = (node: string, variants: ReadonlyArray<Variant>, environment: NodeJS.ProcessEnv): ReadonlyArray<Entry> => [
  ...variants.map(({ name, module, zipped }) => ({
    name,
    zipped,
    calls: 2,
    canThrottle: true,
    start: (throttled: boolean) => start(node, module, environment, throttled),
    samples: [],
    throttled: [],
  })),
  ...(hasAwsCli()
    ? [
        {
          name: 'AWS CLI, one call',
          zipped: undefined,
          calls: 1,
          canThrottle: false,
          start: () => startAwsCli({ ...environment, PATH: process.env['PATH'], HOME: process.env['HOME'] }),
          samples: [],
          throttled: [],
        },
      ]
    : []),
]

/** Every round starts every variant once, in any order, so that a change in the machine's speed affects all. The first round only warms up. */
const runRounds = async (entries: ReadonlyArray<Entry>, services: Services, count: number, throttled: boolean): Promise<void> => {
  for (let round = -1; round < count; round += 1) {
    for (const entry of shuffled(entries)) {
      services.takeCalls()
      const sample = await entry.start(throttled)
      const calls = services.takeCalls()
      if (calls.length !== entry.calls) throw new Error(`${entry.name} called ${calls.join(', ')}`)
      if (round >= 0) entry[throttled ? 'throttled' : 'samples'].push(sample)
    }
  }
}

const measure = async (
  node: string,
  variants: ReadonlyArray<Variant>,
  environment: NodeJS.ProcessEnv,
  services: Services,
): Promise<Run> => {
  const entries = entriesOf(node, variants, environment)
  await runRounds(entries, services, rounds, false)
  await runRounds(
    entries.filter(({ canThrottle }) => canThrottle),
    services,
    throttledRounds,
    true,
  )
  return { node: versionOf(node), variants: entries satisfies ReadonlyArray<Measured> }
}

const scratch = mkdtempSync(join(tmpdir(), 'cold-'))
const services = await startServices()
try {
  const trusted = join(scratch, 'certificate.pem')
  writeFileSync(trusted, services.certificate)
  const environment = { ...services.environment, NODE_EXTRA_CA_CERTS: trusted, AWS_CA_BUNDLE: trusted }
  const variants = [...(await variantsIn(scratch)), ...positionals.map(folder => built(folder, resolve(folder, 'index.mjs')))]
  const runs: Run[] = []
  for (const major of values.node) runs.push(await measure(nodeOf(major), variants, environment, services))
  const figures = report(runs, rounds, flags)
  console.log(figures)
  if (positionals.length === 0) {
    const block = /(?<=<!-- npm run bench:cold -->\n).*(?=<!-- end -->)/s
    writeFileSync(
      page,
      readFileSync(page, 'utf8').replace(block, () => figures),
    )
    writeFileSync(picture, plot(runs))
  }
} finally {
  services.close()
  rmSync(scratch, { recursive: true })
}
