import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { type JobSpec, readJobSpec } from '../parameters/job-spec.ts'
import type { Artifact, ArtifactFile, InputArtifact } from '../pipeline/artifact.ts'
import type { ActionInput } from '../pipeline/history.ts'
import type { PlanFailure } from '../plan/plan-failure.ts'
import type { DecisionContext, Instant } from './context.ts'
import { type DecidedBaseline, readBaseline, type WrittenBaseline, writeBaseline } from './decided-baseline.ts'
import type { Job } from './job.ts'
import { readToken, type Token } from './token.ts'

/** A job with its parameters and token decoded, before anything is fetched. */
export interface JobRequest {
  readonly job: Job
  readonly token: Token | undefined
  /** When the first invocation of the job started. */
  readonly startedAt: Instant
  readonly spec: JobSpec
  /** The file of `itemsFrom`. */
  readonly file: ArtifactFile | undefined
  /** The action of `changed`, and its current input artifact. */
  readonly input: ActionInput | undefined
  /** What the artifact is compared with; `undefined` until that is decided. */
  readonly baseline: DecidedBaseline | undefined
}

/** Bytes in a file of items, at most. */
const maxBytes = 32 * 1024 * 1024

const namesOf = (artifacts: ReadonlyArray<InputArtifact>): string =>
  artifacts.length === 0 ? 'it has none' : `available: ${artifacts.map(({ name }) => name).join(', ')}`

/** An artifact that may be read: the event names its location, so the event has to provide the credentials, too. */
const readable = ({ credentials, ...artifact }: InputArtifact): E.Either<PlanFailure, Artifact> =>
  credentials === undefined ? E.left({ _tag: 'ArtifactCredentialsMissing', ...artifact }) : E.right({ ...artifact, credentials })

const artifactOf = (artifacts: ReadonlyArray<InputArtifact>, name: string, at: string): E.Either<PlanFailure, Artifact> =>
  pipe(
    artifacts.find(artifact => artifact.name === name),
    E.fromNullable<PlanFailure>({
      _tag: 'ParametersInvalid',
      issues: [{ at, problem: `the action has no input artifact named ${name} (${namesOf(artifacts)})` }],
    }),
    E.flatMap(readable),
  )

const fileOf = ({ artifacts }: Job, { itemsFrom }: JobSpec): E.Either<PlanFailure, ArtifactFile | undefined> =>
  itemsFrom === undefined
    ? E.right(undefined)
    : pipe(
        artifactOf(artifacts, itemsFrom.artifact, 'itemsFrom'),
        E.map(artifact => ({ artifact, path: itemsFrom.path, maxBytes })),
      )

const inputOf = ({ artifacts }: Job, { changed }: JobSpec): E.Either<PlanFailure, ActionInput | undefined> =>
  changed === undefined
    ? E.right(undefined)
    : pipe(
        artifactOf(artifacts, changed.artifact, 'changed.artifact'),
        E.map(artifact => ({ pipeline: changed.pipeline, stage: changed.stage, action: changed.action, artifact })),
      )

const decidedBaselineOf = (token: Token | undefined, input: ActionInput | undefined): E.Either<PlanFailure, DecidedBaseline | undefined> =>
  token?.baseline === undefined || input === undefined ? E.right(undefined) : readBaseline(token.baseline, input.artifact.location)

/** Decodes the parameters and the continuation token of a job. Without a token, the job starts with this invocation. */
export const readRequest = (job: Job, { cdn, ci, invocationStartedAt }: DecisionContext): E.Either<PlanFailure, JobRequest> =>
  pipe(
    readToken(job.continuationToken),
    E.bindTo('token'),
    E.bindW('spec', () => readJobSpec(cdn, ci)(job.parameters)),
    E.bindW('file', ({ spec }) => fileOf(job, spec)),
    E.bindW('input', ({ spec }) => inputOf(job, spec)),
    E.bindW('baseline', ({ token, input }) => decidedBaselineOf(token, input)),
    E.map(found => ({ job, startedAt: found.token?.began ?? invocationStartedAt, ...found })),
  )

/** What tokens pass on of the baseline; `undefined` if the artifact is not compared, or if that is not decided yet. */
export const writtenBaselineOf = ({ baseline, input }: Pick<JobRequest, 'baseline' | 'input'>): WrittenBaseline | undefined =>
  baseline && input && writeBaseline(baseline, input.artifact.location)
