import type { ActionExecutionDetail } from '@aws-sdk/client-codepipeline'
import type { Finding, Reading } from '../finding.ts'
import { notAsked, observed, unclear } from '../finding.ts'

/** The executions of a pipeline's actions, in the order in which CodePipeline listed them. */
export type Executions = ReadonlyArray<ActionExecutionDetail>

/** What the start times say about the order. */
export const readOrder = (executions: Executions): Finding<Reading<'historyOrder'>> => {
  const times = executions.flatMap(({ startTime }) => (startTime === undefined ? [] : [startTime.getTime()]))
  const distinct = new Set(times).size
  if (distinct < 3) return notAsked(`the history has ${distinct} different start times; at least 3 are needed`)
  const steps = times.slice(1).map((time, index) => Math.sign(time - (times[index] ?? time)))
  const rising = steps.filter(step => step > 0).length
  const falling = steps.filter(step => step < 0).length
  const evidence = `${times.length} actions: ${falling} start before the one listed before them, ${rising} after it`
  if (rising === 0) return observed('newest-first', evidence)
  return falling === 0 ? observed('oldest-first', evidence) : observed('shuffled', evidence)
}

/** An action as GetPipelineState names it: stage and action. */
export type ActionName = `${string}/${string}`

const isListedAsRunning = ({ status }: ActionExecutionDetail): boolean => status === 'InProgress'

/** Whether running actions are listed. `running` are those that ran before and after the history was read. */
export const readRunning = (executions: Executions, running: ReadonlyArray<ActionName>): Finding<Reading<'runningActions'>> => {
  const listed = executions.filter(isListedAsRunning).length
  if (listed > 0) return observed('listed', `${listed} listed as InProgress`)
  return running.length > 0
    ? observed('not-listed', `${running.length} in progress, none listed`)
    : notAsked('no action was running; run it again while the pipeline runs')
}

/** Whether all or none of some executions have something. */
const readPresence = (executions: Executions, has: (execution: ActionExecutionDetail) => boolean): Finding<'present' | 'absent'> => {
  const having = executions.filter(has).length
  const evidence = `${having} of ${executions.length} actions have it`
  if (having === executions.length) return observed('present', evidence)
  return having === 0 ? observed('absent', evidence) : unclear(evidence)
}

/** The action that the user named, if any. */
export interface Named {
  readonly stage: string | undefined
  readonly action: string | undefined
}

const isNamed = ({ stage, action }: Named, { stageName, actionName }: ActionExecutionDetail): boolean =>
  (stage === undefined || stage === stageName) && (action === undefined || action === actionName)

const isLambda = ({ input }: ActionExecutionDetail): boolean => input?.actionTypeId?.provider === 'Lambda'

/** The executions of an action that has parameters: the one that is named, otherwise all Lambda actions. */
const withParameters = (executions: Executions, named: Named): Executions =>
  executions.filter(one => (named.action === undefined ? isLambda(one) && isNamed(named, one) : isNamed(named, one)))

const hasParameters = ({ input }: ActionExecutionDetail): boolean =>
  (input?.resolvedConfiguration?.['UserParameters'] ?? input?.configuration?.['UserParameters']) !== undefined

/** Whether the parameters of actions are listed. */
export const readParameters = (executions: Executions, named: Named): Finding<Reading<'historyParameters'>> => {
  const found = withParameters(executions, named)
  return found.length === 0 ? notAsked('the history has no Lambda action') : readPresence(found, hasParameters)
}

const hasInputs = ({ input }: ActionExecutionDetail): boolean =>
  (input?.inputArtifacts ?? []).some(({ s3location }) => s3location?.bucket !== undefined && s3location.key !== undefined)

const isDeploy = ({ input }: ActionExecutionDetail): boolean => input?.actionTypeId?.category === 'Deploy'

/** Whether the inputs of actions are listed: of the one that is named, otherwise of all Deploy actions, which always have some. */
export const readInputs = (executions: Executions, named: Named): Finding<Reading<'historyInputs'>> => {
  const found = executions.filter(one => (named.action === undefined ? isDeploy(one) && isNamed(named, one) : isNamed(named, one)))
  return found.length === 0
    ? notAsked('the history has no Deploy action; name an action that has inputs with --stage and --action')
    : readPresence(found, hasInputs)
}

/** Whether the category of actions is listed. */
export const readCategory = (executions: Executions): Finding<'present' | 'absent'> =>
  executions.length === 0
    ? notAsked('the history is empty')
    : readPresence(executions, ({ input }) => input?.actionTypeId?.category !== undefined)

interface ListedInput {
  readonly region: string
  /** The execution of the pipeline, and the artifact. */
  readonly of: string
  readonly location: string
}

const inputsOf = ({ pipelineExecutionId, input }: ActionExecutionDetail, region: string): ReadonlyArray<ListedInput> =>
  (input?.inputArtifacts ?? []).map(({ name, s3location }) => ({
    region: input?.region ?? region,
    of: `${pipelineExecutionId}/${name}`,
    location: `${s3location?.bucket}/${s3location?.key}`,
  }))

/** Where an action in another Region than the pipeline's `region` has its input, compared with actions that have the same input. */
export const readOtherRegion = (executions: Executions, region: string): Finding<Reading<'otherRegion'>> => {
  const inputs = executions.flatMap(execution => inputsOf(execution, region))
  const pairs = inputs
    .filter(input => input.region !== region)
    .flatMap(there => inputs.filter(here => here.region === region && here.of === there.of).map(here => here.location === there.location))
  const same = pairs.filter(isSame => isSame).length
  const evidence = `${same} of ${pairs.length} pairs have the same location`
  if (pairs.length === 0) return notAsked('no action in another Region has an input that an action in this Region has, too')
  if (same === 0) return observed('replicated', evidence)
  return same === pairs.length ? observed('same-location', evidence) : unclear(evidence)
}
