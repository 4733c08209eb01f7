import { expect } from 'chai'
import { type Fault, knownFaults } from '../../../local/aws/faults.ts'
import type { LocalAws } from '../../../local/aws/server.ts'
import { cloudFrontClientFor } from '../../../src/adapters/cloudfront/client-for.ts'
import { cloudFrontInvalidator } from '../../../src/adapters/cloudfront/cloudfront-invalidator.ts'
import { s3ArtifactStore } from '../../../src/adapters/s3/s3-artifact-store.ts'
import { item } from '../../support/builders/arbitraries.ts'
import { fileAt } from '../../support/builders/artifacts.ts'
import { environmentPerTest, hoursAhead, localAwsPerTest } from '../../support/worlds/local-aws.ts'

const role = { principal: 'arn:aws:iam::222222222222:role/r', qualifier: undefined, jobId: 'j1' }

const clocksOf = (aws: LocalAws) => aws.calls().map(call => [call.operation, hoursAhead(call)])

describe('After a call that was not authenticated, through the SDK against the local AWS', () => {
  const start = localAwsPerTest({ distributionIds: ['E1'] })
  const useEnvironment = environmentPerTest()

  const startWith = async () => {
    const aws = await start()
    useEnvironment(aws)
    const cdn = cloudFrontInvalidator(cloudFrontClientFor(), { get: () => undefined })
    const invalidate = (credentials: typeof role | undefined, reference = 'r') =>
      cdn.invalidate({ targetId: 'E1', host: undefined, items: [item('/*')], reference, credentials }, 2_000)()
    return { aws, invalidate }
  }

  it('the next call has the clock of the service, although the SDK makes one attempt', async () => {
    const { aws, invalidate } = await startWith()
    aws.faults.schedule('CreateInvalidation', knownFaults.skewed)
    await invalidate(undefined)
    expect(aws.calls()).to.have.length(1)
    await invalidate(undefined)
    expect(clocksOf(aws)).to.deep.equal([
      ['CreateInvalidation', 0],
      ['CreateInvalidation', 1],
    ])
  })

  it('the next call as a role assumes it again, and has the clock of the service', async () => {
    const { aws, invalidate } = await startWith()
    aws.faults.schedule('CreateInvalidation', knownFaults.skewed)
    await invalidate(role)
    await invalidate(role)
    expect(clocksOf(aws)).to.deep.equal([
      ['AssumeRole', 0],
      ['CreateInvalidation', 0],
      ['AssumeRole', 0],
      ['CreateInvalidation', 1],
    ])
  })

  it('the next call as a role has new credentials if the first ones have expired, and the one after keeps them', async () => {
    const { aws, invalidate } = await startWith()
    aws.faults.schedule('CreateInvalidation', knownFaults.expired)
    for (const reference of ['r1', 'r1', 'r2']) await invalidate(role, reference)
    expect(aws.calls().map(({ operation }) => operation)).to.deep.equal([
      'AssumeRole',
      'CreateInvalidation',
      'AssumeRole',
      'CreateInvalidation',
      'CreateInvalidation',
    ])
  })

  it('does not forget the credentials of another role, nor any after another failure', async () => {
    const { aws, invalidate } = await startWith()
    const other = { ...role, jobId: 'j2' }
    const faults: ReadonlyArray<Fault> = [{ kind: 'none' }, knownFaults.expired, knownFaults.throttle, knownFaults.denied]
    aws.faults.schedule('CreateInvalidation', ...faults)
    for (const [index, credentials] of [other, role, other, other, other].entries()) await invalidate(credentials, `r${index}`)
    expect(aws.sts.assumed()).to.have.length(2)
  })

  it('STS is called with its own clock, whichever role is next', async () => {
    const { aws, invalidate } = await startWith()
    aws.faults.schedule('AssumeRole', knownFaults.skewed)
    await invalidate(role)
    await invalidate({ ...role, jobId: 'j2' })
    expect(clocksOf(aws).slice(0, 2)).to.deep.equal([
      ['AssumeRole', 0],
      ['AssumeRole', 1],
    ])
  })

  it('S3 is called with its own clock, although each job has a client of its own', async () => {
    const { aws } = await startWith()
    const store = s3ArtifactStore()
    aws.faults.schedule('GetObject', knownFaults.skewed)
    await store.readFile(fileAt('a'), 2_000)()
    await store.readFile(fileAt('a'), 2_000)()
    await store.readFile(fileAt('a'), 2_000)()
    expect(clocksOf(aws)).to.deep.equal([
      ['GetObject', 0],
      ['GetObject', 1],
      ['GetObject', 0],
    ])
  })
})
