import { expect } from 'chai'
import fc from 'fast-check'
import { zipSync } from 'fflate'
import type { ActionExecution } from '../../../../local/aws/codepipeline-state.ts'
import { type Fault, knownFaults } from '../../../../local/aws/faults.ts'
import { jobEvent } from '../../../../local/aws/job-event.ts'
import type { SomeReadings } from '../../../../local/aws/readings.ts'
import { bytesOf } from '../../../support/builders/artifacts.ts'
import { type CachedFile, removedBy } from '../../../support/oracles/cdn-cache.ts'
import { historyQuestions, holdsUnderReadings } from '../../../support/readings.ts'
import { simulateAction } from '../../../support/simulators/action.ts'
import { awsWorld } from '../../../support/worlds/aws-world.ts'

const names = ['index.html', 'a.css', 'b/c d.js']

const fault = fc.constantFrom<Fault>({ kind: 'none' }, { kind: 'drop-after' }, knownFaults['503'], knownFaults.throttle)

const execution = fc.record({
  /** The version of each file; a file without one is absent. */
  versions: fc.tuple(...names.map(() => fc.option(fc.nat({ max: 2 }), { nil: undefined, freq: 5 }))),
  /** Minutes since the execution before it. */
  pause: fc.nat({ max: 3 }),
  deploy: fc.constantFrom('Succeeded', 'Succeeded', 'Failed'),
  /** Whether the action runs; otherwise it fails without a job. */
  runs: fc.constantFrom(true, true, false),
})

const story = fc.record({
  seed: fc.nat(),
  executions: fc.array(execution, { minLength: 1, maxLength: 5 }),
  /** The Region of the deploy action. */
  region: fc.constantFrom(undefined, 'us-east-1'),
  faults: fc.array(fault, { maxLength: 4 }),
})

type Story = typeof story extends fc.Arbitrary<infer A> ? A : never

const [bucket, pipeline] = ['codepipeline-eu-west-1-111111111111', 'my-site']

const userParameters = JSON.stringify({
  distributionId: 'E1',
  changed: { artifact: 'SiteOutput', pipeline, stage: 'Deploy', action: 'Invalidate' },
})

/** What browsers request when a file is served. */
const pathsOf = (name: string): ReadonlyArray<string> => {
  const path = `/${name.split('/').map(encodeURIComponent).join('/')}`
  return name === 'index.html' ? [path, '/'] : [path]
}

/** A cached response; without a version, that the file is absent. */
interface Cached extends CachedFile {
  readonly name: string
  readonly version: number | undefined
}

const eventAt =
  (objectKey: string) =>
  (jobId: string): object => {
    const event = jobEvent(jobId, userParameters)
    const job = event['CodePipeline.job']
    const inputArtifacts = [{ name: 'SiteOutput', revision: null, location: { type: 'S3', s3Location: { bucketName: bucket, objectKey } } }]
    return { ...event, 'CodePipeline.job': { ...job, data: { ...job.data, inputArtifacts } } }
  }

/** Jobs of one execution, at most. */
const maxInvocations = 60

const holds = async ({ seed, executions, region, faults }: Story, readings: SomeReadings): Promise<void> => {
  const world = awsWorld({ readings, seed, distributionIds: ['E1'] })
  const { aws, clock } = world
  aws.faults.schedule('ListActionExecutions', ...faults)
  aws.faults.schedule('CreateInvalidation', ...faults)
  let cache: ReadonlyArray<Cached> = []
  let removed = 0

  /** Removes what was invalidated since the last call. */
  const applyInvalidations = (): void => {
    const created = aws.cloudfront.invalidations()
    const isRemoved = removedBy(created.slice(removed).flatMap(({ items }) => items))
    cache = cache.filter(file => !isRemoved(file))
    removed = created.length
  }

  const record = (change: Pick<ActionExecution, 'pipelineExecutionId' | 'actionName' | 'startTime' | 'status'>, key: string): void => {
    const isDeploy = change.actionName === 'Upload'
    aws.codepipeline.record(pipeline, {
      stageName: 'Deploy',
      lastUpdateTime: clock.now() / 1_000,
      ...change,
      input: {
        actionTypeId: { category: isDeploy ? 'Deploy' : 'Invoke' },
        ...(isDeploy ? {} : { resolvedConfiguration: { UserParameters: userParameters } }),
        ...(isDeploy && region !== undefined ? { region } : {}),
        inputArtifacts: [{ name: 'SiteOutput', s3location: { bucket, key } }],
      },
    })
  }

  for (const [index, { versions, pause, deploy, runs }] of executions.entries()) {
    clock.advance(pause * 60_000 + 1_000)
    const key = `my-site/SiteOutput/${index}`
    const files = names.flatMap((name, position) => (versions[position] === undefined ? [] : [[name, bytesOf(`${versions[position]}`)]]))
    aws.s3.put(bucket, key, zipSync(Object.fromEntries(files)))
    aws.s3.grant(bucket, key)
    const upload = { pipelineExecutionId: `${index}`, actionName: 'Upload', startTime: clock.now() / 1_000 }
    record({ ...upload, status: 'InProgress' }, key)
    const served = names.flatMap((name, position) =>
      pathsOf(name).map((path): Cached => ({ name, path, tags: [], version: versions[position] })),
    )
    cache = [...cache, ...served]
    clock.advance(5_000)
    record({ ...upload, status: deploy }, key)
    if (deploy === 'Failed') continue

    const invalidate = { pipelineExecutionId: `${index}`, actionName: 'Invalidate', startTime: clock.now() / 1_000 }
    record({ ...invalidate, status: 'InProgress' }, key)
    const outcome = runs ? await simulateAction(world, eventAt(key), [], maxInvocations, index * 1_000) : undefined
    applyInvalidations()
    const isGreen = outcome?.final?.operation === 'PutJobSuccessResult'
    clock.advance(1_000)
    record({ ...invalidate, status: isGreen ? 'Succeeded' : 'Failed' }, key)
    if (outcome === undefined) continue
    const { final } = outcome
    expect(final, 'the job ends').not.to.equal(undefined)
    if (readings.artifactCredentials === 'absent') {
      expect(final?.failureDetails?.message).to.match(/provides no credentials/)
      continue
    }
    expect(isGreen, final?.failureDetails?.message).to.equal(true)
    const stale = cache.filter(({ name, version }) => version !== versions[names.indexOf(name)])
    expect(stale, `stale: ${final?.executionDetails?.summary}`).to.deep.equal([])
  }
}

describe('codePipelineHandler on AWS, with changed', () => {
  holdsUnderReadings('test/unit/entrypoints/codepipeline/changed-readings.test.ts', historyQuestions, story, holds)
})
