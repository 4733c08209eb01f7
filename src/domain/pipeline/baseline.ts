import { isNonEmpty } from 'fp-ts/lib/ReadonlyArray.js'
import type { ArtifactLocation } from './artifact.ts'
import type { ActionInput, ActionRun, Baseline, ListedArtifact, NotComparable } from './history.ts'

/** Artifacts to compare with, at most. */
export const maxArtifacts = 8

const startOf = ({ startedAt }: ActionRun): number => startedAt ?? Number.NEGATIVE_INFINITY

/** A run that has not ended, or at an unknown time, may still write. */
const endOf = ({ status, endedAt }: ActionRun): number =>
  status === 'InProgress' ? Number.POSITIVE_INFINITY : (endedAt ?? Number.POSITIVE_INFINITY)

const isSame = (one: string | undefined, other: string | undefined): boolean => one !== undefined && one === other

const isThisAction =
  ({ stage, action }: ActionInput) =>
  (run: ActionRun): boolean =>
    run.stage === stage && run.action === action

const inputOf = ({ inputs }: ActionRun, { artifact }: ActionInput): ListedArtifact | undefined =>
  inputs?.find(({ name }) => name === artifact.name)

/** Every earlier success would do. The last one leaves the fewest artifacts to compare with. */
const latestSuccess = (input: ActionInput, runs: ReadonlyArray<ActionRun>): ActionRun | undefined =>
  runs
    .filter(run => run.status === 'Succeeded' && isThisAction(input)(run))
    .reduce<ActionRun | undefined>(
      (latest, run) => (latest === undefined || (run.endedAt ?? startOf(run)) > (latest.endedAt ?? startOf(latest)) ? run : latest),
      undefined,
    )

/**
 * The runs that may have deployed the artifact, and those of this action: of every deploy action, wherever it is, and of every action in
 * a stage in which an action of this name is or was, since that is where other kinds of actions deploy.
 */
const relevantRuns = (input: ActionInput, runs: ReadonlyArray<ActionRun>): ReadonlyArray<ActionRun> => {
  const stages = new Set([input.stage, ...runs.filter(({ action }) => action === input.action).map(({ stage }) => stage)])
  return runs.filter(run => (run.deploys || stages.has(run.stage)) && (run.inputs === undefined || inputOf(run, input) !== undefined))
}

/** The start of the first deploy that the success followed, among relevant runs; `undefined` if none of them certainly was that deploy. */
const windowStart = (input: ActionInput, success: ActionRun, relevant: ReadonlyArray<ActionRun>): number | undefined => {
  const before = relevant.filter(
    run => isSame(run.execution, success.execution) && run.action !== input.action && startOf(run) <= startOf(success),
  )
  return before.some(run => run.inputs !== undefined) ? Math.min(...before.map(startOf)) : undefined
}

/** Runs that had ended before this time do not change the baseline. `undefined` if any run may, as far as these runs tell. */
export const relevantSince = (input: ActionInput, runs: ReadonlyArray<ActionRun>): number | undefined => {
  const success = latestSuccess(input, runs)
  return success && windowStart(input, success, relevantRuns(input, runs))
}

const listedIn = ({ inputs = [], outputs }: ActionRun): ReadonlyArray<ListedArtifact> => [...inputs, ...outputs]

/** What the history lists of an artifact, by execution. */
interface Copies {
  /** The copies of the artifact that an execution made. None if it made the artifact more than once. */
  readonly in: (execution: string | undefined) => ReadonlyArray<ListedArtifact>
  /** The store of the present artifact. */
  readonly presentStore: string | undefined
}

const isMadeOnce = (copies: ReadonlyArray<ListedArtifact>): boolean => new Set(copies.map(({ store }) => store)).size === copies.length

const copiesOf = ({ artifact }: ActionInput, runs: ReadonlyArray<ActionRun>): Copies => {
  const executions = new Map<string, Map<ArtifactLocation, ListedArtifact>>()
  for (const run of runs) {
    if (run.execution === undefined) continue
    const known = executions.get(run.execution) ?? new Map()
    for (const copy of listedIn(run)) if (copy.name === artifact.name) known.set(copy.location, copy)
    executions.set(run.execution, known)
  }
  return {
    in: execution => {
      const copies = [...(executions.get(execution ?? '')?.values() ?? [])]
      return isMadeOnce(copies) ? copies : []
    },
    presentStore: runs.flatMap(listedIn).find(({ location }) => location === artifact.location)?.store,
  }
}

/** Whether a run was given the present artifact, or a copy of it. */
const isGivenPresent =
  (input: ActionInput, copies: Copies) =>
  (run: ActionRun): boolean =>
    [...copies.in(run.execution), inputOf(run, input)].some(listed => listed?.location === input.artifact.location)

/** Whether a relevant run is the deploy that precedes this run of this action. See `baselineOf`. */
const isOwnDeploy =
  (input: ActionInput, relevant: ReadonlyArray<ActionRun>, isPresent: (run: ActionRun) => boolean) =>
  (run: ActionRun): boolean => {
    const hasDeployed = run.status === 'Succeeded' || run.status === 'InProgress'
    if (!hasDeployed || run.action === input.action || run.inputs === undefined || !isPresent(run)) return false
    const siblings = relevant.filter(({ execution }) => isSame(execution, run.execution))
    const own = siblings.filter(isThisAction(input))
    const locksStage = run.stage === input.stage && (run.deploys || siblings.every(({ stage }) => stage === input.stage))
    return own.some(({ status }) => status === 'InProgress') || (own.length === 0 && locksStage)
  }

/** The location of a run's artifact: of the copy that is next to the present artifact, which this program reads, if there is one. */
const readableInput = (run: ActionRun, input: ActionInput, copies: Copies): ReadonlyArray<ArtifactLocation> => {
  const listed = inputOf(run, input)
  if (listed === undefined) return []
  return [(copies.in(run.execution).find(({ store }) => store === copies.presentStore) ?? listed).location]
}

const isConfirmed = ({ decided, artifact }: ActionInput, runs: ReadonlyArray<ActionRun>): boolean => {
  if (decided === undefined) return false
  const listed = new Set(runs.flatMap(listedIn).flatMap(({ name, location }) => (name === artifact.name ? [location] : [])))
  return decided.every(location => listed.has(location))
}

const notComparable = (why: NotComparable): Baseline => ({ _tag: 'NotComparable', why })

/** The candidates, given the last success and the start of its window. */
const comparable = (input: ActionInput, success: ActionRun, others: ReadonlyArray<ActionRun>, copies: Copies): Baseline => {
  if (others.some(({ inputs }) => inputs === undefined)) return notComparable('InputsNotListed')
  const candidates = [...new Set(others.flatMap(run => readableInput(run, input, copies)))]
  const locations = isNonEmpty(candidates) ? candidates : ([input.artifact.location] as const)
  return locations.length > maxArtifacts
    ? notComparable('TooManyArtifacts')
    : { _tag: 'Comparable', locations, parameters: success.parameters }
}

/**
 * The artifacts to compare the present one with, so that every file that differs from the origin in a cache differs between the present
 * artifact and one of them.
 *
 * Let S be a success of this action, of execution e, and w the start of the deploy of e. After S, a file is cached as e has it, or as
 * another artifact has it whose deploy had not ended by w. For S invalidated each file that differed from e's in an artifact that was
 * deployed before, and whatever was fetched since comes from e's deploy or from one that wrote later. So the candidates are e's artifact
 * and that of each relevant run of another execution that had not ended by w, whatever its status: a deploy that failed may have written.
 * It does not count from the start of S: between the deploy of e and S, another execution may deploy if the stage is not locked. A run
 * without times counts as one that has not ended.
 *
 * What the history does not list is what changed last. So the deploy of the present artifact has to be listed, which rules out the
 * history of another pipeline, too, and one of these has to hold, so that no deploy of another execution can be hidden:
 *
 * - an unfinished run of this action in the same execution is listed, or
 * - the deploy is in this stage, which it locks, and this action has not run in its execution yet. An artifact in whose execution it has
 *   run may be deployed once more, by a rollback, and then its earlier deploy says nothing. (What is not a deploy by its kind counts as
 *   one only if nothing deploys in other stages.)
 *
 * The content of an artifact is identified by execution and name: an action in another Region gets a copy at another location. Equal
 * locations are equal content, too, as after a rollback.
 */
export const baselineOf = (input: ActionInput, runs: ReadonlyArray<ActionRun>): Baseline => {
  if (isConfirmed(input, runs)) return { _tag: 'Confirmed' }
  const success = latestSuccess(input, runs)
  if (success === undefined) return notComparable('NeverSucceeded')
  const relevant = relevantRuns(input, runs)
  const copies = copiesOf(input, runs)
  const isPresent = isGivenPresent(input, copies)
  const start = windowStart(input, success, relevant)
  if (start === undefined) return notComparable('EarlierDeployNotListed')
  if (!relevant.some(isOwnDeploy(input, relevant, isPresent))) return notComparable('DeployNotListed')
  const others = relevant.filter(run => endOf(run) >= start && !isPresent(run))
  return comparable(input, success, others, copies)
}
