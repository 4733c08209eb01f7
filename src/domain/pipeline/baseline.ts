import { isNonEmpty } from 'fp-ts/lib/ReadonlyArray.js'
import type { ArtifactLocation } from './artifact.ts'
import type { ActionInput, ActionRun, Baseline, ListedArtifact, NotComparable } from './history.ts'

/** Artifacts to compare with, at most. */
const maxArtifacts = 8

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
  const stages = new Set(runs.filter(({ action }) => action === input.action).map(({ stage }) => stage))
  return runs.filter(run => (run.deploys || stages.has(run.stage)) && (run.inputs === undefined || inputOf(run, input) !== undefined))
}

/** Whether a run shows that its artifact was deployed. This action does not deploy, so its runs say so only if no other run does. */
const isEvidence =
  (input: ActionInput, relevant: ReadonlyArray<ActionRun>) =>
  (run: ActionRun): boolean =>
    run.action !== input.action || !relevant.some(other => other.action !== input.action && isSame(other.execution, run.execution))

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

const isMadeOnce = (copies: ReadonlyMap<ArtifactLocation, ListedArtifact>): boolean =>
  new Set([...copies.values()].map(({ store }) => store)).size === copies.size

/** What each execution lists of the artifact. */
const listedByExecution = (
  { artifact }: ActionInput,
  runs: ReadonlyArray<ActionRun>,
): ReadonlyMap<string, ReadonlyMap<ArtifactLocation, ListedArtifact>> => {
  const executions = new Map<string, Map<ArtifactLocation, ListedArtifact>>()
  for (const run of runs) {
    if (run.execution === undefined) continue
    const known = executions.get(run.execution) ?? new Map()
    for (const copy of listedIn(run)) if (copy.name === artifact.name) known.set(copy.location, copy)
    executions.set(run.execution, known)
  }
  return executions
}

/** All that have the content that a run was given, as far as the history tells. */
type CopiesOf = (run: ActionRun) => ReadonlyArray<ListedArtifact>

const copiesIn = (input: ActionInput, runs: ReadonlyArray<ActionRun>): CopiesOf => {
  const executions = [...listedByExecution(input, runs)].filter(([, copies]) => isMadeOnce(copies))
  return run => {
    const given = inputOf(run, input)
    const same = executions.filter(
      ([execution, copies]) => execution === run.execution || (given !== undefined && copies.has(given.location)),
    )
    return [...same.flatMap(([, copies]) => [...copies.values()]), ...(given === undefined ? [] : [given])]
  }
}

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

/** One of these locations: that of the copy next to the present artifact, which this program reads, if there is one. */
const readable = (
  { artifact }: ActionInput,
  runs: ReadonlyArray<ActionRun>,
  copiesOf: CopiesOf,
): ((run: ActionRun) => ReadonlyArray<ArtifactLocation>) => {
  const present = runs.flatMap(listedIn).find(({ location }) => location === artifact.location)
  return run => {
    const copies = copiesOf(run)
    const [first] = [...copies.filter(({ store }) => store === present?.store), ...copies]
    return first === undefined ? [] : [first.location]
  }
}

const isConfirmed = ({ decided, artifact }: ActionInput, runs: ReadonlyArray<ActionRun>): boolean => {
  if (decided === undefined) return false
  const listed = new Set(runs.flatMap(listedIn).flatMap(({ name, location }) => (name === artifact.name ? [location] : [])))
  return decided.every(location => listed.has(location))
}

const notComparable = (why: NotComparable): Baseline => ({ _tag: 'NotComparable', why })

/** Locations to compare with: if there is none, everything that may be cached equals the present artifact. */
const comparable = ({ artifact }: ActionInput, { parameters }: ActionRun, candidates: ReadonlyArray<ArtifactLocation>): Baseline => {
  const distinct = [...new Set(candidates)]
  const locations = isNonEmpty(distinct) ? distinct : ([artifact.location] as const)
  return locations.length > maxArtifacts ? notComparable('TooManyArtifacts') : { _tag: 'Comparable', locations, parameters }
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
  const copiesOf = copiesIn(input, runs)
  const isPresent = (run: ActionRun): boolean => copiesOf(run).some(({ location }) => location === input.artifact.location)
  const start = windowStart(input, success, relevant)
  if (start === undefined) return notComparable('EarlierDeployNotListed')
  if (!relevant.some(isOwnDeploy(input, relevant, isPresent))) return notComparable('DeployNotListed')
  const isCandidate = (run: ActionRun): boolean => run === success || (endOf(run) >= start && isEvidence(input, relevant)(run))
  const others = relevant.filter(run => isCandidate(run) && !isPresent(run))
  return others.some(({ inputs }) => inputs === undefined)
    ? notComparable('InputsNotListed')
    : comparable(input, success, others.flatMap(readable(input, runs, copiesOf)))
}
