import { type ActionExecutionDetail, GetPipelineStateCommand, ListActionExecutionsCommand } from '@aws-sdk/client-codepipeline'
import type { Probe } from '../probe.ts'
import type { World } from '../world.ts'
import {
  type ActionName,
  type Executions,
  type Named,
  readCategory,
  readInputs,
  readOrder,
  readOtherRegion,
  readParameters,
  readRunning,
} from './interpret.ts'

/** Pages of 100 actions that are read at most. */
const maxPages = 5

/** The newest actions of a pipeline, in the order in which they are listed. */
const listExecutions = async ({ codepipeline }: World, pipelineName: string): Promise<Executions> => {
  const executions: ActionExecutionDetail[] = []
  let nextToken: string | undefined
  for (let page = 0; page < maxPages; page += 1) {
    const listed = await codepipeline.send(new ListActionExecutionsCommand({ pipelineName, maxResults: 100, nextToken }))
    executions.push(...(listed.actionExecutionDetails ?? []))
    nextToken = listed.nextToken
    if (nextToken === undefined) break
  }
  return executions
}

/** The actions that run, or none if that cannot be read. */
const runningActions = async ({ codepipeline }: World, name: string): Promise<ReadonlyArray<ActionName>> => {
  try {
    const { stageStates = [] } = await codepipeline.send(new GetPipelineStateCommand({ name }))
    return stageStates.flatMap(({ stageName, actionStates = [] }) =>
      actionStates
        .filter(({ latestExecution }) => latestExecution?.status === 'InProgress')
        .map(({ actionName, latestExecution }): ActionName => `${stageName}/${actionName}/${latestExecution?.actionExecutionId}`),
    )
  } catch {
    return []
  }
}

/** A pipeline, and one of its actions. */
export interface Pipeline extends Named {
  readonly name: string
}

/** Reads the history of a pipeline, and changes nothing. */
export const historyProbe = (pipeline: Pipeline): Probe => ({
  about: 'your pipeline',
  questions: ['historyOrder', 'runningActions', 'historyParameters', 'historyInputs', 'otherRegion', 'actionCategory'],
  does: 'reads the state and the last 500 actions of the pipeline',
  paths: 0,
  dollars: 0,
  ask: async world => {
    const before = await runningActions(world, pipeline.name)
    const executions = await listExecutions(world, pipeline.name)
    const after = before.length === 0 ? [] : await runningActions(world, pipeline.name)
    return {
      historyOrder: readOrder(executions),
      runningActions: readRunning(
        executions,
        before.filter(action => after.includes(action)),
      ),
      historyParameters: readParameters(executions, pipeline),
      historyInputs: readInputs(executions, pipeline),
      otherRegion: readOtherRegion(executions, await world.codepipeline.config.region()),
      actionCategory: readCategory(executions),
    }
  },
})
