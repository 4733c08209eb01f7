import { parseArgs } from 'node:util'
import type { Site } from './cloudfront/probes.ts'
import type { Pipeline } from './pipeline/probe.ts'

/** The parsed command line. */
export interface Options {
  readonly distribution: string | undefined
  readonly multiTenant: string | undefined
  readonly site: Site | undefined
  readonly quotas: boolean
  readonly pipeline: Pipeline | undefined
  readonly deploy: boolean
  readonly resume: string | undefined
  /** In US dollars, at list prices. */
  readonly maxCost: number
  readonly out: string
  readonly state: string
  /** Seconds between two calls that change something, and between two looks. */
  readonly pace: number
  readonly yes: boolean
}

export const usage = `Usage: npm run conformance -- [options]

Asks AWS the questions that its documents leave open, and writes the answers
as a Markdown table, without ids of your account and its resources. Without
--yes it prints what it would do and cost, and does nothing.

  --distribution ID    invalidate paths below a random prefix in this
                       distribution; use one without visitors
  --quotas             with --distribution: also ask for the quotas
  --bucket NAME        with --distribution and --url: the bucket that is its
                       origin, for an object that is put and deleted
  --url URL            where the distribution serves that bucket
  --multi-tenant ID    invalidate a path of this multi-tenant distribution
  --pipeline NAME      read the history of this pipeline
  --stage NAME         with --pipeline: only the actions of this stage
  --action NAME        with --pipeline: only this action, which has inputs and
                       UserParameters
  --deploy             create a stack with a pipeline, run it and delete it
  --resume FILE        send the request of an earlier run again, and ask
                       nothing else
  --max-cost DOLLARS   spend at most this at list prices; default 1
  --out FILE           where to write the table; default conformance.md
  --state FILE         where to write what --resume needs; default
                       conformance-state.json
  --pace SECONDS       between two calls; default 2
  --yes                do it
  -h, --help           show this help

Credentials, Region and endpoints come from the environment, as for all AWS
tools.

Exit codes:
  0  the table was written, or only the plan was printed
  1  something could not be deleted, or the run was interrupted
  2  the options are invalid`

const readNumber = (name: string, text: string, min: number): number => {
  const number = Number(text)
  if (text.trim() === '' || !(number >= min && number <= 100))
    throw new Error(`Invalid ${name} "${text}". Give a number from ${min} to 100`)
  return number
}

const readSite = (bucket: string | undefined, url: string | undefined): Site | undefined => {
  if (bucket === undefined && url === undefined) return undefined
  if (bucket === undefined || url === undefined) throw new Error('Use --bucket and --url together')
  if (!/^https?:\/\/[^/]/.test(url)) throw new Error(`Invalid URL "${url}". Example: https://d111111abcdef8.cloudfront.net`)
  return { bucket, url: url.replace(/\/+$/, '') }
}

/** Parses the command line; `help` if it asks for help. Throws if an option is invalid. */
export const readOptions = (args: ReadonlyArray<string>): Options | 'help' => {
  const text = { type: 'string' } as const
  const flag = { type: 'boolean', default: false } as const
  const { values } = parseArgs({
    args: [...args],
    options: {
      distribution: text,
      'multi-tenant': text,
      bucket: text,
      url: text,
      quotas: flag,
      pipeline: text,
      stage: text,
      action: text,
      deploy: flag,
      resume: text,
      'max-cost': { ...text, default: '1' },
      out: { ...text, default: 'conformance.md' },
      state: { ...text, default: 'conformance-state.json' },
      pace: { ...text, default: '2' },
      yes: flag,
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return 'help'
  const { distribution, 'multi-tenant': multiTenant, bucket, url, quotas, pipeline, stage, action, deploy, resume } = values
  const site = readSite(bucket, url)
  const asks = distribution !== undefined || multiTenant !== undefined || pipeline !== undefined || deploy
  if (distribution === undefined && (quotas || site !== undefined)) throw new Error('--quotas, --bucket and --url require --distribution')
  if (pipeline === undefined && (stage !== undefined || action !== undefined)) throw new Error('--stage and --action require --pipeline')
  if (resume !== undefined && asks) throw new Error('--resume asks nothing else. Leave out the other questions')
  if (resume === undefined && !asks) throw new Error('Nothing to ask. Use --distribution, --multi-tenant, --pipeline, --deploy or --resume')
  return {
    distribution,
    multiTenant,
    site,
    quotas,
    pipeline: pipeline === undefined ? undefined : { name: pipeline, stage, action },
    deploy,
    resume,
    maxCost: readNumber('cost', values['max-cost'], 0),
    out: values.out,
    state: values.state,
    pace: readNumber('pace', values.pace, 0),
    yes: values.yes,
  }
}
