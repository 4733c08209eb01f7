import { type CodePipelineClient, ListActionExecutionsCommand } from '@aws-sdk/client-codepipeline'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { baselineOf, isHistoryComplete } from '../../domain/pipeline/baseline.ts'
import type { ActionInput, ActionRun, Baseline } from '../../domain/pipeline/history.ts'
import type { ActionHistory } from '../../ports/action-history.ts'
import type { OwnAccount } from '../aws/account.ts'
import { endWithin } from '../aws/end-within.ts'
import { toFailure, toInput, toRuns } from './list-action-executions.ts'

type Client = Pick<CodePipelineClient, 'send'>

/** Pages of 100 runs, at most. A recent run is on the first page. */
const maxPages = 20

/** Reads pages until the baseline is certain. `undefined` if it is not after `maxPages`. */
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

/** CodePipeline's action history, which covers twelve months. `region` is the client's. Failures name the Region and the account. */
export const codePipelineHistory = (client: Client, region: string, ownAccount: Pick<OwnAccount, 'get'>): ActionHistory => ({
  lastSuccess: (input, within) =>
    TE.tryCatch(
      () => endWithin(within, abortSignal => find(client, input, abortSignal)),
      toFailure(input, { region, account: ownAccount.get() }),
    ),
})
