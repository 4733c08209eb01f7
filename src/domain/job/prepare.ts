import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { Artifact, ArtifactFile } from '../artifact/artifact.ts'
import type { PlanFailure } from '../failures/plan-failure.ts'
import type { ItemsFrom, JobSpec } from '../parameters/job-spec.ts'
import { readJobSpec } from '../parameters/job-spec.ts'
import type { Capabilities } from '../plan/capabilities.ts'
import { makePlan, type Plan } from '../plan/plan.ts'
import type { Job } from './job.ts'
import { beginning, type Instant, type Progress } from './progress.ts'
import { readToken, resume, type Token } from './token.ts'

/** A job of which everything is read that came with it, and nothing that has to be fetched. */
export interface Request {
  readonly job: Job
  readonly token: Token | undefined
  /** When the first invocation of the job began. */
  readonly began: Instant
  readonly spec: JobSpec
  /** The file that holds more items; it has to be read before there can be a plan. */
  readonly file: ArtifactFile | undefined
}

/** A job, ready to be driven: its plan, or why there is none, and how far it has come. */
export interface Prepared {
  readonly work: E.Either<PlanFailure, Plan>
  readonly progress: Progress
}

/** Bytes in a file of items. */
const mostBytes = 32 * 1024 * 1024

const namesOf = (artifacts: ReadonlyArray<Artifact>): string =>
  artifacts.length === 0 ? 'it has no input artifacts' : `it has ${artifacts.map(({ name }) => name).join(', ')}`

const fileOf = (artifacts: ReadonlyArray<Artifact>, { artifact: name, path }: ItemsFrom): E.Either<PlanFailure, ArtifactFile> => {
  const artifact = artifacts.find(candidate => candidate.name === name)
  return artifact === undefined
    ? E.left({
        _tag: 'ParametersInvalid',
        mistakes: [{ at: 'itemsFrom', problem: `the action is given no input artifact ${name}; ${namesOf(artifacts)}` }],
      })
    : E.right({ artifact, path, mostBytes })
}

/** Reads the parameters and the continuation token of a job. A job without a token begins `now`. */
export const readRequest = (job: Job, now: Instant): E.Either<PlanFailure, Request> =>
  pipe(
    readToken(job.continuationToken),
    E.bindTo('token'),
    E.bindW('spec', () => readJobSpec(job.parameters)),
    E.bindW('file', ({ spec: { itemsFrom } }) => (itemsFrom === undefined ? E.right(undefined) : fileOf(job.artifacts, itemsFrom))),
    E.map(({ token, spec, file }) => ({ job, token, began: token?.began ?? now, spec, file })),
  )

/** A job for which there is no plan: all that is left to do is to say so. */
export const withoutPlan = (failure: PlanFailure, began: Instant): Prepared => ({ work: E.left(failure), progress: beginning(0, began) })

/** Plans a job, and finds out how far it has come. */
export const prepare = (cdn: Capabilities, { job, token, began, spec }: Request, now: Instant): Prepared =>
  pipe(
    makePlan(cdn, { id: token?.job ?? job.id, account: job.account })(spec),
    E.flatMap(plan =>
      pipe(
        token === undefined ? E.right(beginning(plan.spec.distributionIds.length, began)) : resume(plan, token, now),
        E.map((progress): Prepared => ({ work: E.right(plan), progress })),
      ),
    ),
    E.getOrElse((failure: PlanFailure) => withoutPlan(failure, began)),
  )
