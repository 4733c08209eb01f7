import { type CodePipelineClient, ListActionExecutionsCommand } from '@aws-sdk/client-codepipeline'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { baselineOf, isHistoryComplete } from '../../domain/pipeline/baseline.ts'
import type { ActionInput, ActionRun, Baseline } from '../../domain/pipeline/history.ts'
import type { ActionHistory } from '../../ports/action-history.ts'
import type { OwnAccount } from '../aws/account.ts'
import { endWithin } from '../aws/end-within.ts'
import { toFailure, toInput, toRuns } from './list-action-executions.ts'

type Client = Pick<CodePipelineClient, 'send'>

/** Pages of a hundred runs. The last run of an action is on the first, unless it was long ago. */
const maxPages = 20

/** Reads until the baseline is certain; there is none if it does not become so. */
const find = async (client: Client, input: ActionInput, abortSignal: AbortSignal): Promise<Baseline | undefined> => {
  const runs: ActionRun[] = []
  let nextToken: string | undefined
  for (let page = 0; page < maxPages; page += 1) {
    const output = await client.send(new ListActionExecutionsCommand(toInput(input, nextToken)), { abortSignal })
    const more = toRuns(output)
    runs.push(...more)
    nextToken = output.nextToken
    if (nextToken === undefined || isHistoryComplete(input, runs, more)) return baselineOf(input, runs)
  }
  return undefined
}

/** CodePipeline's history of its actions, of the last twelve months. `region` is the client's; messages name it and the account. */
export const codePipelineHistory = (client: Client, region: string, ownAccount: Pick<OwnAccount, 'get'>): ActionHistory => ({
  lastSuccess: (input, within) =>
    TE.tryCatch(
      () => endWithin(within, abortSignal => find(client, input, abortSignal)),
      toFailure(input, { region, account: ownAccount.get() }),
    ),
})
