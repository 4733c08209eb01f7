import { type CodePipelineClient, ListActionExecutionsCommand } from '@aws-sdk/client-codepipeline'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { baselineOf, isFarEnough } from '../../domain/pipeline/baseline.ts'
import type { ActionInput, ActionRun, Baseline } from '../../domain/pipeline/history.ts'
import type { ActionHistory } from '../../ports/action-history.ts'
import { endWithin } from '../aws/end-within.ts'
import { toFailure, toInput, toRuns } from './list-action-executions.ts'

type Client = Pick<CodePipelineClient, 'send'>

/** Pages of a hundred runs. What an action last did is on the first, unless it has done nothing for a long time. */
const maxPages = 20

/** Reads until the baseline is certain, and takes none where it has not become so. */
const find = async (client: Client, input: ActionInput, abortSignal: AbortSignal): Promise<Baseline | undefined> => {
  const runs: ActionRun[] = []
  let nextToken: string | undefined
  for (let page = 0; page < maxPages; page += 1) {
    const output = await client.send(new ListActionExecutionsCommand(toInput(input, nextToken)), { abortSignal })
    const more = toRuns(output)
    runs.push(...more)
    nextToken = output.nextToken
    if (nextToken === undefined || isFarEnough(input, runs, more)) return baselineOf(input, runs)
  }
  return undefined
}

/** CodePipeline's history of its actions, of the last twelve months. `region` is the client's; messages name it. */
export const codePipelineHistory = (client: Client, region: string): ActionHistory => ({
  lastSuccess: (input, within) =>
    TE.tryCatch(() => endWithin(within, abortSignal => find(client, input, abortSignal)), toFailure(input, region)),
})
