import { isNonEmpty } from 'fp-ts/lib/ReadonlyArray.js'
import type { ArtifactLocation } from './artifact.ts'
import type { ActionInput, ActionRun, Baseline, ListedArtifact, NotComparable } from './history.ts'

/** Artifacts to compare with, at most. */
const maxArtifacts = 8

const startOf = ({ startedAt }: ActionRun): number => startedAt ?? Number.NEGATIVE_INFINITY

/** A run may still write if it has not ended, or ended at an unknown time. */
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

/** Whether a run shows that its artifact was deployed. This action does not deploy, so its runs count only if no other run does. */
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

/** The time before which runs ended that do not change the baseline. `undefined` if these runs do not determine it. */
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

/** Returns all known copies of a run's input artifact, including that artifact. */
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

/** Returns the location to read a run's artifact from: preferably a copy in the store of the present artifact, which is readable. */
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

/** Without candidates, everything that may be cached equals the present artifact, which is then compared with itself. */
const comparable = ({ artifact }: ActionInput, { parameters }: ActionRun, candidates: ReadonlyArray<ArtifactLocation>): Baseline => {
  const distinct = [...new Set(candidates)]
  const locations = isNonEmpty(distinct) ? distinct : ([artifact.location] as const)
  return locations.length > maxArtifacts ? notComparable('TooManyArtifacts') : { _tag: 'Comparable', locations, parameters }
}

/**
 * Finds the artifacts to compare the present one with. Every cached file that differs from the origin differs between the present artifact
 * and at least one of them.
 *
 * Let S be the last success of this action, in execution e, and w the start of the deploy in e. S invalidated every file in which e's
 * artifact differs from an earlier one. So after S, a cached file is as in e's artifact, or as in an artifact whose deploy had not ended by
 * w. The candidates are therefore e's artifact and that of each relevant run of another execution that had not ended by w. The status of
 * the run does not matter, because a failed deploy may have written files. The window starts at w and not at S: if the stage is not locked,
 * another execution may deploy between the deploy of e and S. A run without times counts as not ended.
 *
 * The history may not list the latest runs yet. So it has to list the deploy of the present artifact, which also rules out the history of
 * another pipeline. In addition, it must not hide a deploy of another execution. One of these conditions ensures that:
 *
 * - It lists an unfinished run of this action in the same execution.
 * - The deploy is in this stage, which it locks, and this action has not run in its execution yet. Once it has, a rollback may deploy the
 *   artifact again, and the earlier deploy proves nothing. (An action that is not a deploy by its kind counts as one only if nothing
 *   deploys in other stages.)
 *
 * Execution and name identify the content of an artifact, because an action in another Region gets a copy at another location. Equal
 * locations have equal content, too, as after a rollback.
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
