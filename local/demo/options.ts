import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Completion } from '../aws/cloudfront.ts'
import { type Fault, knownFaults, times } from '../aws/faults.ts'
import { jobEvent } from '../aws/job-event.ts'
import { inProgressQuota, type Quota, rateQuota, unlimited } from '../aws/quota.ts'
import { type Shape, shapes } from '../aws/s3-notification.ts'

/** Faults of one operation, one a call. */
interface OperationFaults {
  readonly operation: string
  readonly faults: ReadonlyArray<Fault>
}

/** The ways into the function: a job of a pipeline, or a deploy into a bucket that tells of it. */
type Run =
  | { readonly way: 'job'; readonly event: unknown }
  /** `origins` is JSON, as the function finds it in its environment. */
  | { readonly way: 's3'; readonly shape: Shape; readonly origins: string }

/** What `npm start` was asked to run. */
export interface Options {
  readonly run: Run
  readonly faults: ReadonlyArray<OperationFaults>
  readonly quota: Quota
  readonly completion: Completion
  /** How many times as fast as the wall's clock the function's time runs. */
  readonly speed: number
}

export const usage = `npm start                               run an example job on a local AWS
npm start -- [options]

  --user-parameters JSON    run a job with these UserParameters
  --event FILE              run the event in a file, as CodePipeline would send it
  --s3                      no job: deploy some hundred objects into a bucket that tells the function of each
  --shape NAME              how it tells, through a queue: ${Object.keys(shapes).join(', ')}
  --origins JSON            the function's ORIGINS; the objects go into the bucket of the first one
  --faults LIST             let calls go wrong, such as CreateInvalidation=503*9,PutJobSuccessResult=drop-after
                            (${Object.keys(knownFaults).join(', ')}; *N for N calls)
  --quota NAME              CloudFront's limits: none, in-progress (3,000 paths, 15 wildcards), rates (150 and 1 a second)
  --completion WHEN         an invalidation completes after so many seconds (20s), looks (4), or never
  --speed N                 let the job's time run N times as fast as yours; without it a job that waits, or meets
                            trouble, runs 20 times as fast

The exit code is 0 where the pipeline would go green, 1 where it would go red, 2 where these options are wrong. With --s3
it is 0 where all objects that changed are invalidated, 1 where a notification is lost.`

const example = '{"distributionId": "CLOUDFRONTDISTID", "items": ["/*"]}'

const exampleOrigins = '[{"bucket": "my-site", "distributionId": "CLOUDFRONTDISTID"}]'

const readEvent = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

const isKnown = (name: string): name is keyof typeof knownFaults => Object.hasOwn(knownFaults, name)

const readFaults = (text: string): OperationFaults => {
  const { operation, name = '', count = '1' } = /^(?<operation>\w+)=(?<name>[\w-]+)(?:\*(?<count>\d+))?$/.exec(text.trim())?.groups ?? {}
  if (operation === undefined || !isKnown(name)) throw new Error(`"${text}" is no fault; one looks like CreateInvalidation=503*9`)
  return { operation, faults: times(Number(count), knownFaults[name]) }
}

const quotas: Readonly<Record<string, () => Quota>> = { none: () => unlimited, 'in-progress': () => inProgressQuota, rates: rateQuota }

const readQuota = (name: string): Quota => {
  const quota = quotas[name]
  if (quota === undefined) throw new Error(`"${name}" is no quota; there are ${Object.keys(quotas).join(', ')}`)
  return quota()
}

const readCompletion = (text: string): Completion => {
  const { number, unit } = /^(?<number>\d+)(?<unit>s?)$/.exec(text)?.groups ?? {}
  if (text === 'never') return 'never'
  if (number === undefined) throw new Error(`"${text}" is no completion; there are 20s, 4 (looks) and never`)
  return unit === 's' ? { after: Number(number) * 1_000 } : { checks: Number(number) }
}

const readSpeed = (text: string): number => {
  const speed = Number(text)
  if (!(speed >= 1 && speed <= 1_000)) throw new Error('--speed takes a number from 1 to 1000')
  return speed
}

const isShape = (name: string): name is Shape => Object.hasOwn(shapes, name)

const readShape = (name: string): Shape => {
  if (!isShape(name)) throw new Error(`"${name}" is no shape; there are ${Object.keys(shapes).join(', ')}`)
  return name
}

/** The options that say what to run. */
interface Asked {
  readonly 'user-parameters'?: string
  readonly event?: string
  readonly s3?: boolean
  readonly shape?: string
  readonly origins?: string
}

const readRun = ({ event, s3, shape, origins, 'user-parameters': parameters }: Asked): Run => {
  if (event !== undefined && parameters !== undefined) throw new Error('Give --event or --user-parameters, not both.')
  if (!s3) {
    if (shape !== undefined || origins !== undefined) throw new Error('--shape and --origins go with --s3.')
    return { way: 'job', event: event === undefined ? jobEvent(randomUUID(), parameters ?? example) : readEvent(event) }
  }
  if (event !== undefined || parameters !== undefined) throw new Error('--s3 runs no job; give it no --event and no --user-parameters.')
  return { way: 's3', shape: readShape(shape ?? 'direct'), origins: origins ?? exampleOrigins }
}

const waits = (run: Run): boolean => run.way === 'job' && /waitForCompletion\W+true/.test(JSON.stringify(run.event))

/** Reads the command line; `help` where it asks for it. Throws where it makes no sense, or the file cannot be read. */
export const readOptions = (args: ReadonlyArray<string>): Options | 'help' => {
  const text = { type: 'string' } as const
  const { values } = parseArgs({
    args: [...args],
    options: {
      'user-parameters': text,
      event: text,
      s3: { type: 'boolean' },
      shape: text,
      origins: text,
      faults: text,
      quota: text,
      completion: text,
      speed: text,
      help: { type: 'boolean', short: 'h' },
    },
  })
  if (values.help) return 'help'
  const run = readRun(values)
  const takesTime = waits(run) || Boolean(values.faults ?? values.quota)
  return {
    run,
    faults: values.faults === undefined ? [] : values.faults.split(',').map(readFaults),
    quota: readQuota(values.quota ?? 'none'),
    completion: readCompletion(values.completion ?? '20s'),
    speed: values.speed === undefined ? (takesTime ? 20 : 1) : readSpeed(values.speed),
  }
}
