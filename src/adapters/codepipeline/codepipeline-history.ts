import { type CodePipelineClient, ListActionExecutionsCommand } from '@aws-sdk/client-codepipeline'
import * as TE from 'fp-ts/lib/TaskEither.js'
import { baselineOf, relevantSince } from '../../domain/pipeline/baseline.ts'
import type { ActionInput, ActionRun, Baseline } from '../../domain/pipeline/history.ts'
import type { ActionHistory } from '../../ports/action-history.ts'
import type { OwnAccount } from '../aws/account.ts'
import { endWithin } from '../http/end-within.ts'
import { maxActionTime, toFailure, toInput, toRuns } from './list-action-executions.ts'

type Client = Pick<CodePipelineClient, 'send'>

/** Pages of 100 runs, at most. A recent run is on the first page. */
const maxPages = 20

const startsOf = (runs: ReadonlyArray<ActionRun>): ReadonlyArray<number> => runs.map(({ startedAt }) => startedAt ?? Number.NaN)

/** CodePipeline promises no order, so this holds only for the runs that were listed. Not for a run without a start. */
const isLatestFirst = (runs: ReadonlyArray<ActionRun>): boolean =>
  startsOf(runs).every((start, index, starts) => start <= (starts[index - 1] ?? Number.POSITIVE_INFINITY))

/** Whether the runs of later pages had ended too early to matter: they are listed by their start, and none takes longer than any can. */
const isComplete = (input: ActionInput, runs: ReadonlyArray<ActionRun>, page: ReadonlyArray<ActionRun>): boolean => {
  const since = relevantSince(input, runs)
  return since !== undefined && isLatestFirst(runs) && startsOf(page).some(start => start < since - maxActionTime)
}

/** Reads pages until no other can change the baseline. */
const find = async (client: Client, input: ActionInput, abortSignal: AbortSignal): Promise<Baseline> => {
  const runs: ActionRun[] = []
  let nextToken: string | undefined
  for (let page = 0; page < maxPages; page += 1) {
    const output = await client.send(new ListActionExecutionsCommand(toInput(input, nextToken)), { abortSignal })
    const more = toRuns(output)
    runs.push(...more)
    nextToken = output.nextToken
    if (nextToken === undefined || isComplete(input, runs, more)) return baselineOf(input, runs)
  }
  return { _tag: 'NotComparable', why: 'HistoryTooLong' }
}

/** CodePipeline's action history, which covers twelve months. `region` is the client's. Failures name the Region and the account. */
export const codePipelineHistory = (client: Client, region: string, ownAccount: Pick<OwnAccount, 'get'>): ActionHistory => ({
  baseline: (input, within) =>
    TE.tryCatch(
      () => endWithin(within, abortSignal => find(client, input, abortSignal)),
      toFailure(input, { region, account: ownAccount.get() }),
    ),
})
