import { randomBytes } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import type { Sent } from './cloudfront/probes.ts'
import { type Options, readOptions, usage } from './options.ts'
import { costOf, describePlan, probesOf } from './plan.ts'
import { redactor } from './redact.ts'
import { runProbes } from './run.ts'
import { readState, writeState } from './state.ts'
import { report, summary } from './table.ts'
import { createWorld, type World } from './world.ts'

const name = `cloudfront-invalidator-conformance-${randomBytes(4).toString('hex')}`

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))

const describe = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const end = (message: string): never => {
  console.error(`${message}\n\nRun "npm run conformance -- --help" to see the options.`)
  process.exit(2)
}

const readArguments = (): Options | 'help' => {
  try {
    return readOptions(process.argv.slice(2))
  } catch (error) {
    return end(describe(error))
  }
}

const readEarlier = (file: string): Sent => {
  try {
    return readState(readFileSync(file, 'utf8'))
  } catch (error) {
    return end(`Cannot read the state in ${file}: ${describe(error)}`)
  }
}

/** In milliseconds. One Ctrl-C may arrive several times: from the terminal, from npm and from tsx. */
const oneInterruption = 1_000

/** Aborts on the first Ctrl-C, so that what was created is removed. A later one ends the process. */
const interruption = (): AbortSignal => {
  const controller = new AbortController()
  let first: number | undefined
  const interrupt = (): void => {
    const now = performance.now()
    if (first !== undefined && now - first > oneInterruption) process.exit(1)
    if (first !== undefined) return
    first = now
    console.error('Interrupted. Removing what was created; interrupt again to leave it.')
    controller.abort()
  }
  for (const event of ['SIGINT', 'SIGTERM']) process.on(event, interrupt)
  return controller.signal
}

const readRegion = async ({ codepipeline }: World): Promise<string> => {
  try {
    return await codepipeline.config.region()
  } catch (error) {
    return end(`${describe(error)}. Set AWS_REGION.`)
  }
}

const isEmulated = (): boolean => Object.keys(process.env).some(key => key.startsWith('AWS_ENDPOINT_URL'))

const run = async (options: Options): Promise<void> => {
  const earlier = options.resume === undefined ? undefined : readEarlier(options.resume)
  const probes = probesOf(options, {
    name,
    earlier,
    now: Date.now(),
    keep: sent => writeFileSync(options.state, writeState(sent)),
    onLeft: () => {
      console.error(`The stack ${name} may be left. Delete it: aws cloudformation delete-stack --stack-name ${name}`)
      process.exitCode = 1
    },
  })
  console.log(describePlan(probes).join('\n'))
  if (costOf(probes) > options.maxCost + 1e-9) end(`That is more than --max-cost ${options.maxCost}.`)
  if (!options.yes) return console.log('Nothing was done. To do it, add --yes.')

  const signal = interruption()
  const world = createWorld({ name, pace: options.pace, signal, say: console.log })
  const region = await readRegion(world)
  const answers = await runProbes(probes, world, signal)
  if (signal.aborted) process.exitCode = 1
  const redact = redactor({
    DISTRIBUTION: options.distribution ?? earlier?.distribution,
    TENANTS: options.multiTenant,
    BUCKET: options.site?.bucket,
    SITE: options.site?.url,
    PIPELINE: options.pipeline?.name,
  })
  const heading = {
    date: new Date().toISOString().slice(0, 10),
    region,
    version,
    isEmulated: isEmulated(),
  }
  const text = report(heading, answers, redact)
  writeFileSync(options.out, text)
  console.log(`\n${text}\n${summary(answers)}. Written to ${options.out}.`)
}

const options = readArguments()
if (options === 'help') console.log(usage)
else await run(options)
