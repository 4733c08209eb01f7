import { randomUUID } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Completion } from '../aws/cloudfront-state.ts'
import { jobEvent } from '../aws/job-event.ts'
import { inProgressQuota, type Quota, rateQuota, unlimited } from '../aws/quota.ts'
import { chosen, readChoice, readings, type SomeReadings } from '../aws/readings.ts'
import { type Shape, shapes } from '../aws/s3-notification.ts'
import type { Artifacts } from './artifacts.ts'
import { type OperationFaults, readFaults } from './fault-options.ts'

/** What to run: a CodePipeline job, one with artifacts, or a deploy to a bucket in S3 events mode. */
type Run =
  | { readonly mode: 'job'; readonly event: unknown }
  | { readonly mode: 'artifacts'; readonly artifacts: Artifacts; readonly jobId: string; readonly userParameters: string }
  /** `origins` is the function's ORIGINS, which is JSON. */
  | { readonly mode: 's3'; readonly shape: Shape; readonly origins: string }

/** The parsed command line. */
export interface Options {
  readonly run: Run
  readonly faults: ReadonlyArray<OperationFaults>
  /** Instead of the quota of the readings. */
  readonly quota: Quota | undefined
  readonly completion: Completion
  /** How many times as fast as real time the clock runs. */
  readonly speed: number
  readonly readings: SomeReadings
}

/** A question and its readings, in lines that fit the usage. */
const questionLines = ([question, names]: readonly [string, ReadonlyArray<string>]): string => {
  const lines = names.join(', ').match(/\S.{0,50}(?:,(?= )|$)/g) ?? []
  return `  ${question.padEnd(24)}${lines.join(`\n${' '.repeat(26)}`)}`
}

export const usage = `Usage: npm start -- [options]

Runs the built function against a local AWS. Nothing leaves this machine.
Without options it runs an example job.

  --user-parameters JSON  run a job with these UserParameters
  --artifact PATH         with --user-parameters: the input artifact, a ZIP file
                          or a folder, for itemsFrom and changed
  --previous PATH         with --artifact: the artifact of the last success
  --event FILE            run the CodePipeline event in this JSON file
  --s3                    run S3 events mode: deploy a few hundred objects to a
                          bucket that sends its events to the function
  --shape NAME            with --s3: how events reach the queue; direct
                          (default), sns or eventbridge
  --origins JSON          with --s3: the function's ORIGINS; the objects go to
                          the bucket of the first origin
  --faults LIST           make calls fail, e.g.
                          CreateInvalidation=503*9,PutJobSuccessResult=hang
                          *N repeats a fault for N calls. Faults: 503,
                          throttle, too-many, too-large, denied, skewed,
                          expired, drop-before, drop-after, hang
  --quota NAME            CloudFront's limits: none (default), in-progress
                          (3,000 paths and 15 wildcards at a time) or rates
                          (150 items and 1 wildcard a second)
  --completion WHEN       when an invalidation completes: after N seconds
                          (default 20s), after N status checks (4), or never
  --speed N               run the clock N times as fast as real time, 1 to
                          1000; default 20 if the job waits for completion or
                          --faults, --quota or --reading is given, otherwise 1
  --reading QUESTION=NAME what AWS does where its documents leave it open;
                          repeatable, e.g. identicalResend=reference-used
  -h, --help              show this help

Questions that AWS leaves open, and their readings, the documented one first
(docs/readings.md):
${Object.entries(readings).map(questionLines).join('\n')}

Exit codes:
  0  the action succeeds; with --s3, all changes are invalidated
  1  the action fails; with --s3, messages are lost
  2  the options are invalid`

const example = '{"distributionId": "CLOUDFRONTDISTID", "items": ["/*"]}'

const exampleOrigins = '[{"bucket": "my-site", "distributionId": "CLOUDFRONTDISTID"}]'

const unknownName = (kind: string, name: string, known: ReadonlyArray<string>): Error =>
  new Error(`Unknown ${kind} "${name}". Choose one of: ${known.join(', ')}`)

const readEvent = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new Error(`Cannot read the event in ${file}: ${error instanceof Error ? error.message : error}`)
  }
}

const quotas: ReadonlyMap<string, () => Quota> = new Map([
  ['none', () => unlimited],
  ['in-progress', () => inProgressQuota],
  ['rates', rateQuota],
])

const readQuota = (name: string): Quota => {
  const quota = quotas.get(name)
  if (quota === undefined) throw unknownName('quota', name, [...quotas.keys()])
  return quota()
}

const readCompletion = (text: string): Completion => {
  const { number, unit } = /^(?<number>\d+)(?<unit>s?)$/.exec(text)?.groups ?? {}
  if (text === 'never') return 'never'
  if (number === undefined) throw new Error(`Invalid completion "${text}". Examples: 20s (seconds), 4 (status checks), never`)
  return unit === 's' ? { after: Number(number) * 1_000 } : { checks: Number(number) }
}

const readSpeed = (text: string): number => {
  const speed = Number(text)
  if (!(speed >= 1 && speed <= 1_000)) throw new Error(`Invalid speed "${text}". Give a number from 1 to 1000`)
  return speed
}

const isShape = (name: string): name is Shape => Object.hasOwn(shapes, name)

const readShape = (name: string): Shape => {
  if (!isShape(name)) throw unknownName('shape', name, Object.keys(shapes))
  return name
}

/** The options that select what to run. */
interface RunOptions {
  readonly 'user-parameters'?: string
  readonly artifact?: string
  readonly previous?: string
  readonly event?: string
  readonly s3?: boolean
  readonly shape?: string
  readonly origins?: string
}

/** CodePipeline's limit for UserParameters. https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html */
const maxParametersLength = 1_000

const readParameters = (text: string): string => {
  if (text.length <= maxParametersLength) return text
  throw new Error(
    `UserParameters have ${text.length} characters. CodePipeline allows ${maxParametersLength}. For more items, write them to a file: itemsFrom`,
  )
}

const readJob = ({ event, artifact, previous, 'user-parameters': parameters }: RunOptions): Run => {
  if (artifact === undefined) {
    if (previous !== undefined) throw new Error('--previous requires --artifact')
    return { mode: 'job', event: event === undefined ? jobEvent(randomUUID(), readParameters(parameters ?? example)) : readEvent(event) }
  }
  if (parameters === undefined) throw new Error('--artifact requires --user-parameters')
  const userParameters = readParameters(parameters)
  try {
    JSON.parse(userParameters)
  } catch (error) {
    throw new Error(`The UserParameters are not JSON: ${error instanceof Error ? error.message : error}`)
  }
  for (const path of [artifact, previous]) if (path !== undefined && !existsSync(path)) throw new Error(`File or folder not found: ${path}`)
  return { mode: 'artifacts', artifacts: { current: artifact, previous }, jobId: randomUUID(), userParameters }
}

const readRun = (options: RunOptions): Run => {
  const { event, s3, shape, origins, artifact, previous, 'user-parameters': parameters } = options
  if (event !== undefined && parameters !== undefined) throw new Error('Use either --event or --user-parameters, not both')
  if (!s3) {
    if (shape !== undefined || origins !== undefined) throw new Error('--shape and --origins require --s3')
    return readJob(options)
  }
  if ([event, parameters, artifact, previous].some(option => option !== undefined))
    throw new Error('--s3 cannot be combined with --event, --user-parameters, --artifact or --previous')
  return { mode: 's3', shape: readShape(shape ?? 'direct'), origins: origins ?? exampleOrigins }
}

const waits = (run: Run): boolean => run.mode !== 's3' && /waitForCompletion\W+true/.test(JSON.stringify(run))

/** Parses the command line; `help` if it asks for help. Throws if an option is invalid or the event file cannot be read. */
export const readOptions = (args: ReadonlyArray<string>): Options | 'help' => {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...args],
    options: {
      'user-parameters': text,
      artifact: text,
      previous: text,
      event: text,
      s3: { type: 'boolean' },
      shape: text,
      origins: text,
      faults: text,
      quota: text,
      completion: text,
      speed: text,
      reading: { type: 'string', multiple: true },
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return 'help'
  const run = readRun(values)
  const takesTime = waits(run) || Boolean(values.faults ?? values.quota ?? values.reading)
  const defaultSpeed = takesTime ? 20 : 1
  return {
    run,
    faults: values.faults === undefined ? [] : readFaults(values.faults),
    quota: values.quota === undefined ? undefined : readQuota(values.quota),
    completion: readCompletion(values.completion ?? '20s'),
    speed: values.speed === undefined ? defaultSpeed : readSpeed(values.speed),
    readings: chosen((values.reading ?? []).map(readChoice)),
  }
}
