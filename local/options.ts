import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { jobEvent } from './job-event.ts'

/** What `npm start` was asked to run. */
export interface Options {
  readonly event: unknown
}

export const usage = `npm start                                       run an example job on a local AWS
npm start -- --user-parameters '{"distributionId": "E2QWRUHAPOMQZL", "items": ["/*"]}'
                                                run a job with these UserParameters
npm start -- --event event.json                 run the event in a file, as CodePipeline would send it

The exit code is 0 where the pipeline would go green, 1 where it would go red, 2 where these options are wrong.`

const example = '{"distributionId": "CLOUDFRONTDISTID", "items": ["/*"]}'

const readEvent = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'))

/** Reads the command line; `help` where it asks for it. Throws where it makes no sense, or the file cannot be read. */
export const readOptions = (args: ReadonlyArray<string>): Options | 'help' => {
  const { values } = parseArgs({
    args: [...args],
    options: { 'user-parameters': { type: 'string' }, event: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
  })
  if (values.help) return 'help'
  if (values.event !== undefined && values['user-parameters'] !== undefined) throw new Error('Give --event or --user-parameters, not both.')
  return { event: values.event === undefined ? jobEvent(randomUUID(), values['user-parameters'] ?? example) : readEvent(values.event) }
}
