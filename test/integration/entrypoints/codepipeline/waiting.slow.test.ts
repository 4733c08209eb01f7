import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { CloudFrontOptions } from '../../../../local/aws/cloudfront-state.ts'
import { knownFaults, times } from '../../../../local/aws/faults.ts'
import { jobEvent } from '../../../../local/aws/job-event.ts'
import { inProgressQuota, rateQuota } from '../../../../local/aws/quota.ts'
import { type LocalAws, startLocalAws } from '../../../../local/aws/server.ts'
import { type ActionRun, runAction } from '../../../../local/demo/run-action.ts'
import { type LocalFunction, localFunction } from '../../../../local/lambda/function.ts'
import { timeLapse } from '../../../../local/lambda/time-lapse.ts'
import { codePipelineBundle } from '../../../support/worlds/bundle.ts'

/** A simulated pipeline with accelerated time. */
interface PipelineWorld {
  readonly aws: LocalAws
  readonly lambda: LocalFunction
  readonly run: (parameters: object, beforeJob?: (number: number) => void) => Promise<ActionRun>
}

describe('The bundle for CodePipeline, retrying and waiting', () => {
  const worlds: PipelineWorld[] = []
  afterEach(async () => {
    for (const { aws, lambda } of worlds.splice(0)) {
      await lambda.close()
      await aws.close()
    }
  })

  const newWorld = async (options: CloudFrontOptions = {}, speed = 25): Promise<PipelineWorld> => {
    const time = timeLapse(speed)
    const aws = await startLocalAws({ now: time.now, ...options })
    const lambda = localFunction(codePipelineBundle, aws.endpoint, time)
    const world: PipelineWorld = {
      aws,
      lambda,
      run: (parameters, beforeJob) =>
        runAction(aws, lambda, jobEvent(randomUUID(), JSON.stringify(parameters)), {
          beforeJob: async number => {
            beforeJob?.(number)
            await time.pause(2_000)
          },
        }),
    }
    worlds.push(world)
    return world
  }

  const count = ({ aws }: PipelineWorld, operation: string): number => aws.calls().filter(call => call.operation === operation).length
  const summaries = ({ jobs }: ActionRun) => jobs.map(({ result }) => result?.executionDetails?.summary)

  const plain = { distributionId: 'E1', items: ['/*'] }
  const waiting = { ...plain, waitForCompletion: true }

  it('checks no status without waitForCompletion', async () => {
    const here = await newWorld()
    await here.run(plain)
    expect([count(here, 'CreateInvalidation'), count(here, 'GetInvalidation')]).to.deep.equal([1, 0])
  })

  it('retries through nine faults in one invocation', async () => {
    const here = await newWorld()
    here.aws.faults.schedule('CreateInvalidation', ...times(9, knownFaults['503']))
    const { jobs, result } = await here.run(plain)
    expect(result).to.include({ operation: 'PutJobSuccessResult' })
    expect(jobs).to.have.length(1)
    expect(here.aws.cloudfront.invalidations()).to.have.length(1)
  })

  it('continues three times while too many invalidations are in progress', async () => {
    const here = await newWorld()
    here.aws.faults.schedule('CreateInvalidation', ...times(10_000, knownFaults['too-many']))
    const run = await here.run(plain, number => {
      if (number === 3) here.aws.faults.clear()
    })
    expect(run.jobs).to.have.length(4)
    expect(run.result?.outputVariables).to.include({ Status: 'InProgress' })
    expect(summaries(run)[0]).to.match(
      /^0 of 1 item submitted in 0 invalidations; CloudFront is unavailable \(TooManyInvalidationsInProgress\), trying since \d{4}-/,
    )
    expect(here.aws.cloudfront.invalidations()).to.have.length(1)
    expect(here.aws.cloudfront.invalidations()[0]?.reference).to.include(run.jobs[0]?.jobId)
  })

  it('creates one invalidation even if the response to its creation is lost', async () => {
    const here = await newWorld()
    here.aws.faults.schedule('CreateInvalidation', knownFaults['drop-after'])
    const { result } = await here.run(waiting)
    expect(result?.outputVariables).to.include({ Status: 'Completed' })
    expect(here.aws.cloudfront.invalidations()).to.have.length(1)
  })

  it('waits until the fourth status check reports completion', async () => {
    const here = await newWorld({ completion: { checks: 4 } })
    const { result } = await here.run(waiting)
    expect(result?.outputVariables).to.include({ Status: 'Completed' })
    expect(result?.executionDetails).to.include({ percentComplete: 100 })
    expect(count(here, 'GetInvalidation')).to.equal(4)
  })

  it('waits for a tenant and a distribution, also if it has to look up what it created', async () => {
    const here = await newWorld({ readings: { identicalResend: 'reference-used' }, completion: { after: 5_000 }, tenantIds: ['dt_1'] })
    here.aws.faults.schedule('CreateInvalidation', knownFaults['drop-after'])
    here.aws.faults.schedule('CreateInvalidationForDistributionTenant', knownFaults['drop-after'])
    const { result } = await here.run({ ...waiting, distributionId: ['dt_1', 'E1'] })
    const created = here.aws.cloudfront.invalidations()
    const idOn = (target: string) => created.find(({ distributionId }) => distributionId === target)?.id
    expect(created).to.have.length(2)
    expect(result?.outputVariables).to.include({
      Status: 'Completed',
      DistributionId: 'dt_1,E1',
      InvalidationId: `${idOn('dt_1')},${idOn('E1')}`,
    })
    expect([count(here, 'ListInvalidations'), count(here, 'ListInvalidationsForDistributionTenant')]).to.deep.equal([1, 1])
  })

  it('continues in another invocation while it waits, and reports its progress', async () => {
    const here = await newWorld({ completion: { after: 70_000 } })
    const run = await here.run({ ...waiting, distributionId: ['E1', 'E2'] })
    expect(run.jobs.length).to.be.within(2, 4)
    expect(summaries(run)[0]).to.match(/^0 of 2 invalidations complete, waiting since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC$/)
    expect(run.result?.outputVariables).to.include({ Status: 'Completed', PathCount: '2' })
    expect(count(here, 'CreateInvalidation')).to.equal(2)
  })

  for (const [onWaitTimeout, operation] of [
    ['succeed', 'PutJobSuccessResult'],
    ['fail', 'PutJobFailureResult'],
  ] as const) {
    it(`stops waiting after its timeout if onWaitTimeout is ${onWaitTimeout}`, async () => {
      const here = await newWorld({ completion: 'never' })
      const { result } = await here.run({ ...waiting, onWaitTimeout, timeoutMinutes: 1 })
      const id = here.aws.cloudfront.invalidations()[0]?.id
      expect(result).to.include({ operation })
      if (onWaitTimeout === 'succeed') expect(result?.outputVariables).to.include({ Status: 'InProgress', InvalidationId: id })
      else expect(result?.failureDetails).to.include({ type: 'JobFailed', externalExecutionId: id })
    })
  }

  it('gives up after its timeout, and reports what was submitted', async () => {
    const here = await newWorld()
    const rejections = times(10_000, knownFaults['too-many'])
    const items = Array.from({ length: 16 }, (_, index) => `/${index}/*`)
    here.aws.faults.schedule('CreateInvalidation', { kind: 'none' }, ...rejections)
    const { result } = await here.run({ ...plain, items, timeoutMinutes: 1 })
    expect(result?.failureDetails).to.include({ type: 'SystemUnavailable' })
    expect(result?.failureDetails?.message).to.match(
      /unavailable for 1 minute \(last response: TooManyInvalidationsInProgress\).*Submitted: 15 of 16 items\. Created: ILOCAL00000001\./,
    )
  })

  it('fails if the parameters change during the job', async () => {
    const here = await newWorld({ completion: 'never' })
    const first = jobEvent(randomUUID(), JSON.stringify(waiting))
    here.aws.codepipeline.offer(first['CodePipeline.job'].id)
    await here.lambda.invoke(first)
    const token = here.aws.codepipeline.resultOf(first['CodePipeline.job'].id)?.continuationToken
    const second = randomUUID()
    here.aws.codepipeline.offer(second)
    await here.lambda.invoke(jobEvent(second, JSON.stringify({ ...waiting, items: ['/other'] }), token))
    expect(here.aws.codepipeline.resultOf(second)?.failureDetails?.message).to.match(
      /request changed while it was running.*\n- Created before: ILOCAL00000001$/,
    )
  })

  it('fails if its token is invalid', async () => {
    const here = await newWorld()
    const jobId = randomUUID()
    here.aws.codepipeline.offer(jobId)
    await here.lambda.invoke(jobEvent(jobId, JSON.stringify(plain), '{"v":0}'))
    expect(here.aws.codepipeline.resultOf(jobId)?.failureDetails?.message).to.match(/token is invalid\. Retry the action/)
    expect(count(here, 'CreateInvalidation')).to.equal(0)
  })

  it('retries to assume a role after STS did not respond', async () => {
    const here = await newWorld()
    here.aws.faults.schedule('AssumeRole', knownFaults.hang)
    const { result } = await here.run({ ...plain, roleArn: 'arn:aws:iam::222222222222:role/r' })
    expect(result).to.include({ operation: 'PutJobSuccessResult' })
    expect(count(here, 'AssumeRole')).to.equal(2)
  })

  const paths = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, index) => `/p/${index}`)
  const wildcards = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, index) => `/w${index}/*`)
  const three = ['E1', 'E2', 'E3']

  const expectEverythingOnce = ({ aws }: PipelineWorld, items: ReadonlyArray<string>): void => {
    for (const id of three) {
      const sent = aws.cloudfront.invalidations().filter(one => one.distributionId === id)
      expect(sent.flatMap(one => one.items).sort()).to.deep.equal([...items].sort())
    }
  }

  describe('with 7,001 paths and 40 wildcards on three distributions', () => {
    const items = [...paths(7_001), ...wildcards(40)]

    it('sends three requests to each if nothing fails', async () => {
      const here = await newWorld({}, 1)
      await here.run({ distributionId: three, items })
      expect(count(here, 'CreateInvalidation')).to.equal(9)
      expectEverythingOnce(here, items)
    })

    it('submits everything within a quota of 3,000 paths and 15 wildcards in progress', async () => {
      const here = await newWorld({ quota: inProgressQuota, completion: { after: 20_000 } })
      const { result } = await here.run({ distributionId: three, items })
      expect(result).to.include({ operation: 'PutJobSuccessResult' })
      expectEverythingOnce(here, items)
    })
  })

  it('submits everything within a quota of 150 items and one wildcard per second', async () => {
    const items = [...paths(201), ...wildcards(2)]
    const here = await newWorld({ quota: rateQuota() })
    const { result } = await here.run({ distributionId: three, items })
    expect(result).to.include({ operation: 'PutJobSuccessResult' })
    expectEverythingOnce(here, items)
  })
})
