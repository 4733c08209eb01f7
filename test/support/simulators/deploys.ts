import * as TE from 'fp-ts/lib/TaskEither.js'
import { runJob } from '../../../src/application/run-job.ts'
import { baselineOf } from '../../../src/domain/pipeline/baseline.ts'
import type { ActionInput, ActionRun, Baseline, ListedArtifact } from '../../../src/domain/pipeline/history.ts'
import { bytesOf, providedCredentials } from '../builders/artifacts.ts'
import { rightOf } from '../either.ts'
import { knownJob, type World, world } from '../worlds/world.ts'

/** The version of each file; a file without one is absent. */
export type Files = Readonly<Record<string, string>>

/** The pipeline and what its history looks like. */
export interface Setup {
  /** Whether a stage has one execution at a time, in order, or any number. */
  readonly mode: 'QUEUED' | 'PARALLEL'
  /** Whether this action is in a stage of its own, after the stage that deploys. */
  readonly ownStage: boolean
  /** Whether the deploy action is in another Region, and is given a copy of the artifact that this function cannot read. */
  readonly otherRegion: boolean
  /** Whether the deploy action is a deploy by its category. One that is not has to be in the stage of this action. */
  readonly deployCategory: boolean
  /** Whether a deploy deletes what the artifact does not have. */
  readonly deletes: boolean
  /** From this execution on, a clone of the pipeline runs, whose parameters name the original. */
  readonly cloneFrom: number
  /** From this execution on, the stage of this action has another name. `isUpdated`: its parameters name it. */
  readonly rename: { readonly from: number; readonly isUpdated: boolean }
  readonly order: 'newest-first' | 'oldest-first'
  /** How many milliseconds the history lags behind. */
  readonly lag: number
  readonly running: 'listed' | 'not-listed'
  /** Of this many runs, one does not list its inputs. */
  readonly inputsAbsent: number
}

/** One execution of the pipeline. */
export interface Execution {
  readonly files: Files
  /** An earlier execution whose artifact it deploys again, if its stage succeeded. */
  readonly rollbackTo: number | undefined
  /** How the first deploy ends; one that fails or is abandoned has written half of the files. */
  readonly deploy: 'Succeeded' | 'Failed' | 'Abandoned'
  /** Whether the first run of this action fails, having invalidated nothing. */
  readonly isDenied: boolean
  /** Whether a failed stage is tried again, with its failed actions or with all. */
  readonly retry: 'none' | 'failed' | 'all'
}

/** What one success of this action did. */
export interface Success {
  readonly paths: ReadonlyArray<string>
  /**
   * The paths of the files that differ between its artifact and one that was deployed since the execution that succeeded before it
   * started to deploy; `undefined` if none succeeded before it.
   */
  readonly differing: ReadonlyArray<string> | undefined
}

/** A file that is cached in a version that the origin does not have, after a success that should have invalidated it. */
export interface Stale {
  readonly file: string
  readonly cached: ReadonlyArray<string>
  readonly origin: string
}

/** The rule that tells what to compare with. */
export type Rule = (input: ActionInput, runs: ReadonlyArray<ActionRun>) => Baseline

/** Every step of an execution takes this long, in milliseconds, so a deploy takes longer than any lag. */
const stepTime = 30_000

const absent = 'absent'
const store = 'artifacts'

/** An origin with a CDN in front of it, whose visitors request every file after every write. */
const cachedOrigin = (names: ReadonlyArray<string>) => {
  const origin = new Map<string, string>()
  const cached = new Map<string, Set<string>>(names.map(name => [name, new Set([absent])]))
  const versionOf = (name: string): string => origin.get(name) ?? absent
  const visit = (name: string): unknown => cached.get(name)?.add(versionOf(name))
  return {
    write: (name: string, version: string | undefined): void => {
      if (version === undefined) origin.delete(name)
      else origin.set(name, version)
      visit(name)
    },
    invalidate: (path: string): void => {
      for (const name of names) {
        if (path !== '/*' && path !== `/${name}`) continue
        cached.get(name)?.clear()
        visit(name)
      }
    },
    stale: (): ReadonlyArray<Stale> =>
      names
        .filter(name => [...(cached.get(name) ?? [])].some(version => version !== versionOf(name)))
        .map(file => ({ file, cached: [...(cached.get(file) ?? [])], origin: versionOf(file) })),
  }
}

/** A run as the pipeline keeps it, until it has ended. */
type Recorded = { -readonly [K in keyof ActionRun]: ActionRun[K] }

const asOf = (time: number, run: Recorded): Recorded =>
  run.endedAt === undefined || run.endedAt > time ? { ...run, status: 'InProgress', endedAt: undefined } : run

/** The history that CodePipeline lists at a time. */
const listing = (runs: ReadonlyArray<Recorded>, now: number, { lag, running, order, inputsAbsent }: Setup): ReadonlyArray<ActionRun> => {
  const listed = runs
    .filter(({ startedAt = 0 }) => startedAt <= now - lag)
    .map(run => asOf(now - lag, run))
    .map((run, index) => (index % inputsAbsent === inputsAbsent - 1 ? { ...run, inputs: undefined } : run))
    .filter(({ status }) => running === 'listed' || status !== 'InProgress')
  return order === 'newest-first' ? listed.toReversed() : listed
}

/** An execution that runs, one step at a time. `stage` counts the stages that it has entered; it has left all but the last. */
interface Running {
  readonly index: number
  readonly steps: AsyncGenerator<'step' | 'enter', void>
  stage: number
  isEntering: boolean
}

/**
 * Simulates deploys by a pipeline whose executions fail, are retried, rolled back, and overlap. `schedule` tells which execution takes
 * the next step. Only the ports of the function are fakes. Returns the successes of its jobs, and what stayed stale after them.
 *
 * A job answers for what was written before it started, as far as it can have been listed: in PARALLEL mode, the deploy of another
 * execution that is hidden by a lag, or because it runs, does not count. The execution that writes later has a job of its own.
 */
export const simulateDeploys = async (
  setup: Setup,
  executions: ReadonlyArray<Execution>,
  schedule: ReadonlyArray<number>,
  rule: Rule = baselineOf,
): Promise<{ readonly successes: ReadonlyArray<Success>; readonly stale: ReadonlyArray<Stale> }> => {
  const names = [...new Set(executions.flatMap(({ files }) => Object.keys(files)))].sort()
  const site = cachedOrigin(names)
  const here: World = world()
  const runs: Recorded[] = []
  const successes: Success[] = []
  const stale: Stale[] = []
  let now = 0
  /** When executions wrote, and when their deploys ended. */
  let writes: ReadonlyArray<{ readonly execution: number; readonly at: number }> = []
  /** The executions that have started to deploy, in that order. */
  const deployed: number[] = []
  let responsible: { readonly execution: number; readonly startedAt: number } | undefined

  /** Where the artifact of an execution is: a rollback has that of an earlier one. */
  const artifacts = new Map<number, number>()
  const filesOf = (index: number): Files => executions[artifacts.get(index) ?? index]?.files ?? {}
  const locationOf = (index: number): string => `s3://${store}/${artifacts.get(index) ?? index}`

  const homeCopy = (index: number): ListedArtifact => ({ name: 'SiteOutput', location: locationOf(index), store })
  const deployCopy = (index: number): ListedArtifact =>
    setup.otherRegion
      ? { ...homeCopy(index), location: locationOf(index).replace(store, 'elsewhere'), store: 'elsewhere' }
      : homeCopy(index)

  const isClone = (index: number): boolean => index >= setup.cloneFrom
  const nameOf = (stage: 'Deploy' | 'Invalidate', index: number): string =>
    index >= setup.rename.from && (stage === 'Invalidate' || !setup.ownStage) ? `New${stage}` : stage
  const ownStageName = setup.ownStage ? 'Invalidate' : 'Deploy'

  const start = (index: number, change: Pick<ActionRun, 'stage' | 'action'> & Partial<ActionRun>): Recorded => {
    const run: Recorded = {
      execution: `${index}`,
      status: 'InProgress',
      startedAt: now,
      endedAt: undefined,
      deploys: false,
      inputs: [],
      outputs: [],
      parameters: undefined,
      ...change,
    }
    if (!isClone(index) || setup.cloneFrom === 0) runs.push(run)
    return run
  }
  const end = (run: Recorded, status: ActionRun['status']): void => {
    run.status = status
    run.endedAt = now
  }
  const wrote = (execution: number): void => {
    writes = [...writes, { execution, at: now }]
  }

  const writeFiles = (index: number, half: 'first' | 'second'): void => {
    const files = filesOf(index)
    const isFirst = (position: number): boolean => position < names.length / 2
    for (const [position, name] of names.entries()) {
      if (isFirst(position) !== (half === 'first')) continue
      if (files[name] !== undefined || setup.deletes) site.write(name, files[name])
    }
    wrote(index)
  }

  /** Deploys once. Returns whether it succeeded. */
  async function* deploy(index: number, ending: Execution['deploy']): AsyncGenerator<'step', boolean> {
    const run = start(index, {
      stage: nameOf('Deploy', index),
      action: 'Upload',
      deploys: setup.deployCategory,
      inputs: [deployCopy(index)],
    })
    if (!deployed.includes(index)) deployed.push(index)
    yield 'step'
    writeFiles(index, 'first')
    yield 'step'
    if (ending === 'Succeeded') writeFiles(index, 'second')
    yield 'step'
    end(run, ending)
    wrote(index)
    return ending === 'Succeeded'
  }

  const requested = (index: number) => ({
    distributionId: 'E1',
    changed: {
      artifact: 'SiteOutput',
      pipeline: 'my-site',
      stage: setup.rename.isUpdated ? nameOf(ownStageName, index) : ownStageName,
      action: 'Invalidate',
      indexDocuments: [],
    },
  })

  const differing = (index: number): ReadonlyArray<string> | undefined => {
    if (responsible === undefined) return undefined
    const others = deployed.slice(deployed.indexOf(responsible.execution)).map(filesOf)
    return names.filter(name => others.some(files => files[name] !== filesOf(index)[name])).map(name => `/${name}`)
  }

  /** The paths that a job creates invalidations for; none if it fails. */
  const runOnce = async (index: number, isDenied: boolean): Promise<ReadonlyArray<string> | undefined> => {
    const { ports, cdn, clock } = world()
    const listed = listing(runs, now, setup)
    const job = {
      id: knownJob,
      parameters: JSON.stringify(requested(index)),
      continuationToken: undefined,
      artifacts: [{ name: 'SiteOutput', location: locationOf(index), credentials: providedCredentials }],
    }
    const failure = { _tag: 'InvalidationDenied', permission: 'p', resource: 'r', hint: 'h' } as const
    if (isDenied) cdn.misbehave({ _tag: 'Refuse', failure })
    const history = { baseline: (input: ActionInput) => TE.fromIO(() => rule(input, listed)) }
    const answer = rightOf(await runJob({ ...ports, artifacts: here.artifacts, history })(job, clock.now() + 60_000)())
    return answer._tag === 'Success' ? cdn.created().flatMap(({ request }) => request.items) : undefined
  }

  /** Runs this action once. Returns whether it succeeded. */
  async function* invalidate(index: number, isDenied: boolean): AsyncGenerator<'step', boolean> {
    const run = start(index, {
      stage: nameOf(ownStageName, index),
      action: 'Invalidate',
      inputs: [homeCopy(index)],
      parameters: JSON.stringify(requested(index)),
    })
    const startedAt = now
    yield 'step'
    const paths = await runOnce(index, isDenied)
    const expected = differing(index)
    yield 'step'
    for (const path of paths ?? []) site.invalidate(path)
    yield 'step'
    end(run, paths === undefined ? 'Failed' : 'Succeeded')
    if (paths === undefined) return false
    successes.push({ paths, differing: expected })
    responsible = { execution: index, startedAt }
    return true
  }

  const canRollBackTo = (target: number): boolean =>
    !isClone(target) &&
    runs.some(
      ({ execution, action, status }) =>
        execution === `${target}` && status === 'Succeeded' && action === (setup.ownStage ? 'Upload' : 'Invalidate'),
    )

  const build = (index: number, { files, rollbackTo }: Execution): void => {
    if (rollbackTo !== undefined && !isClone(index) && canRollBackTo(rollbackTo)) {
      artifacts.set(index, artifacts.get(rollbackTo) ?? rollbackTo)
      return
    }
    here.artifacts.put(locationOf(index), Object.fromEntries(Object.entries(files).map(([name, version]) => [name, bytesOf(version)])))
    end(start(index, { stage: 'Build', action: 'Build', outputs: [homeCopy(index)] }), 'Succeeded')
  }

  async function* steps(index: number, execution: Execution): AsyncGenerator<'step' | 'enter', void> {
    build(index, execution)
    const isRetried = execution.retry !== 'none'
    yield 'enter'
    const isDeployed = (yield* deploy(index, execution.deploy)) || (isRetried && (yield* deploy(index, 'Succeeded')))
    if (!isDeployed) return
    if (setup.ownStage) yield 'enter'
    if ((yield* invalidate(index, execution.isDenied)) || !isRetried) return
    if (execution.retry === 'all' && !setup.ownStage) yield* deploy(index, 'Succeeded')
    yield* invalidate(index, false)
  }

  const alive: Running[] = []
  /** Whether an execution may enter its next stage: those that started earlier have left it. */
  const isBlocked = ({ index, stage, isEntering }: Running): boolean =>
    setup.mode === 'QUEUED' && isEntering && alive.some(other => other.index < index && other.stage <= stage + 1)

  const advance = async (running: Running): Promise<void> => {
    if (running.isEntering) running.stage += 1
    running.isEntering = false
    now += stepTime
    const { done, value } = await running.steps.next()
    if (done) alive.splice(alive.indexOf(running), 1)
    else running.isEntering = value === 'enter'
  }

  /** Whether the last success answers for all that was written. */
  const isAnswerable = (): boolean => {
    if (responsible === undefined) return false
    const { execution, startedAt } = responsible
    const hidden = setup.mode === 'PARALLEL' ? setup.lag : 0
    return writes.every(write => write.at <= startedAt - (write.execution === execution ? 0 : hidden))
  }

  let next = 0
  /** A pipeline is cloned, and its stage renamed, while no execution runs. A clone does not know what the original deploys. */
  const canStart = (): boolean => {
    const isChanged = next === setup.cloneFrom || next === setup.rename.from
    return next < executions.length && (!isChanged || alive.length === 0)
  }
  for (let turn = 0; next < executions.length || alive.length > 0; turn += 1) {
    const ready = alive.filter(running => !isBlocked(running))
    const choice = (schedule[turn % schedule.length] ?? 0) % (ready.length + (canStart() ? 1 : 0))
    const chosen = ready[choice]
    const execution = executions[next]
    if (chosen !== undefined) await advance(chosen)
    else if (execution !== undefined) {
      alive.push({ index: next, steps: steps(next, execution), stage: 0, isEntering: false })
      next += 1
    }
    if (alive.length === 0 && isAnswerable()) stale.push(...site.stale())
  }
  return { successes, stale }
}
