import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import type { CloudFrontOptions } from '../../../../local/aws/cloudfront.ts'
import { knownFaults, times } from '../../../../local/aws/faults.ts'
import { jobEvent } from '../../../../local/aws/job-event.ts'
import { inProgressQuota, rateQuota } from '../../../../local/aws/quota.ts'
import { type LocalAws, startLocalAws } from '../../../../local/aws/server.ts'
import { type ActionRun, runAction } from '../../../../local/demo/run-action.ts'
import { type LocalFunction, localFunction } from '../../../../local/lambda/function.ts'
import { timeLapse } from '../../../../local/lambda/time-lapse.ts'
import { codePipelineBundle } from '../../../support/bundle.ts'

/** A whole pipeline, whose time runs so fast that nobody has to wait for it. */
interface Stage {
  readonly aws: LocalAws
  readonly lambda: LocalFunction
  readonly run: (parameters: object, beforeJob?: (number: number) => void) => Promise<ActionRun>
}

describe('The patience of the CodePipeline bundle, over HTTP', () => {
  const stages: Stage[] = []
  afterEach(async () => {
    for (const { aws, lambda } of stages.splice(0)) {
      await lambda.close()
      await aws.close()
    }
  })

  const stage = async (options: CloudFrontOptions = {}, speed = 25): Promise<Stage> => {
    const time = timeLapse(speed)
    const aws = await startLocalAws({ now: time.now, ...options })
    const lambda = localFunction(codePipelineBundle, aws.endpoint, time)
    const made: Stage = {
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
    stages.push(made)
    return made
  }

  const count = ({ aws }: Stage, operation: string): number => aws.calls().filter(call => call.operation === operation).length
  const summaries = ({ jobs }: ActionRun) => jobs.map(({ result }) => result?.executionDetails?.summary)

  const plain = { distributionId: 'E1', items: ['/*'] }
  const waiting = { ...plain, waitForCompletion: true }

  it('looks at no status where nobody waits', async () => {
    const here = await stage()
    await here.run(plain)
    expect([count(here, 'CreateInvalidation'), count(here, 'GetInvalidation')]).to.deep.equal([1, 0])
  })

  it('outlasts nine faults in one invocation', async () => {
    const here = await stage()
    here.aws.faults.schedule('CreateInvalidation', ...times(9, knownFaults['503']))
    const { jobs, result } = await here.run(plain)
    expect(result).to.include({ operation: 'PutJobSuccessResult' })
    expect(jobs).to.have.length(1)
    expect(here.aws.cloudfront.invalidations()).to.have.length(1)
  })

  it('goes on for three continuations while too many are in progress', async () => {
    const here = await stage()
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

  it('creates one invalidation although the answer to its creation was lost', async () => {
    const here = await stage()
    here.aws.faults.schedule('CreateInvalidation', knownFaults['drop-after'])
    const { result } = await here.run(waiting)
    expect(result?.outputVariables).to.include({ Status: 'Completed' })
    expect(here.aws.cloudfront.invalidations()).to.have.length(1)
  })

  it('waits until the fourth look tells that it is complete', async () => {
    const here = await stage({ completion: { checks: 4 } })
    const { result } = await here.run(waiting)
    expect(result?.outputVariables).to.include({ Status: 'Completed' })
    expect(result?.executionDetails).to.include({ percentComplete: 100 })
    expect(count(here, 'GetInvalidation')).to.equal(4)
  })

  it('hands over while it waits, and says how far it is', async () => {
    const here = await stage({ completion: { after: 70_000 } })
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
    it(`stops waiting after its timeout, and lets the job ${onWaitTimeout}`, async () => {
      const here = await stage({ completion: 'never' })
      const { result } = await here.run({ ...waiting, onWaitTimeout, timeoutMinutes: 1 })
      const id = here.aws.cloudfront.invalidations()[0]?.id
      expect(result).to.include({ operation })
      if (onWaitTimeout === 'succeed') expect(result?.outputVariables).to.include({ Status: 'InProgress', InvalidationId: id })
      else expect(result?.failureDetails).to.include({ type: 'JobFailed', externalExecutionId: id })
    })
  }

  it('gives up after its timeout, and says what was submitted and what was not', async () => {
    const here = await stage()
    const refused = times(10_000, knownFaults['too-many'])
    const items = Array.from({ length: 16 }, (_, index) => `/${index}/*`)
    here.aws.faults.schedule('CreateInvalidation', { kind: 'none' }, ...refused)
    const { result } = await here.run({ ...plain, items, timeoutMinutes: 1 })
    expect(result?.failureDetails).to.include({ type: 'SystemUnavailable' })
    expect(result?.failureDetails?.message).to.match(
      /unavailable for 1 minute \(last response: TooManyInvalidationsInProgress\).*Submitted: 15 of 16 items\. Created: ILOCAL00000001\./,
    )
  })

  it('fails loudly when the parameters are changed on the way', async () => {
    const here = await stage({ completion: 'never' })
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

  it('fails loudly when its token is garbled', async () => {
    const here = await stage()
    const jobId = randomUUID()
    here.aws.codepipeline.offer(jobId)
    await here.lambda.invoke(jobEvent(jobId, JSON.stringify(plain), '{"v":0}'))
    expect(here.aws.codepipeline.resultOf(jobId)?.failureDetails?.message).to.match(/token is invalid\. Retry the action/)
    expect(count(here, 'CreateInvalidation')).to.equal(0)
  })

  it('tries again to take on a role after STS has hung once', async () => {
    const here = await stage()
    here.aws.faults.schedule('AssumeRole', knownFaults.hang)
    const { result } = await here.run({ ...plain, roleArn: 'arn:aws:iam::222222222222:role/r' })
    expect(result).to.include({ operation: 'PutJobSuccessResult' })
    expect(count(here, 'AssumeRole')).to.equal(2)
  })

  const paths = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, index) => `/p/${index}`)
  const wildcards = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, index) => `/w${index}/*`)
  const three = ['E1', 'E2', 'E3']

  const expectEverythingOnce = ({ aws }: Stage, items: ReadonlyArray<string>): void => {
    for (const id of three) {
      const sent = aws.cloudfront.invalidations().filter(one => one.distributionId === id)
      expect(sent.flatMap(one => one.items).sort()).to.deep.equal([...items].sort())
    }
  }

  describe('with 7,001 paths and 40 wildcards on three distributions', () => {
    const items = [...paths(7_001), ...wildcards(40)]

    it('makes three requests for each where nothing goes wrong', async () => {
      const here = await stage({}, 1)
      await here.run({ distributionId: three, items })
      expect(count(here, 'CreateInvalidation')).to.equal(9)
      expectEverythingOnce(here, items)
    })

    it('gets everything through where 3,000 paths and 15 wildcards may be in progress', async () => {
      const here = await stage({ quota: inProgressQuota, completion: { after: 20_000 } })
      const { result } = await here.run({ distributionId: three, items })
      expect(result).to.include({ operation: 'PutJobSuccessResult' })
      expectEverythingOnce(here, items)
    })
  })

  it('gets everything through where 150 items and one wildcard are taken in a second', async () => {
    const items = [...paths(201), ...wildcards(2)]
    const here = await stage({ quota: rateQuota() })
    const { result } = await here.run({ distributionId: three, items })
    expect(result).to.include({ operation: 'PutJobSuccessResult' })
    expectEverythingOnce(here, items)
  })
})
