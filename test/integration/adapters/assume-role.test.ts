import { setImmediate } from 'node:timers/promises'
import { expect } from 'chai'
import { useFakeTimers } from 'sinon'
import { times } from '../../../local/aws/faults.ts'
import { sessionKeyId } from '../../../local/aws/sts.ts'
import { RoleNotAssumed, roleAssumer } from '../../../src/adapters/cloudfront/assume-role.ts'
import { localAwsPerTest } from '../../support/worlds/local-aws.ts'

const role = { principal: 'arn:aws:iam::222222222222:role/r', qualifier: 'x-1', jobId: '11111111-abcd-1111-abcd-111111abcdef' }

describe('assumeRole, through the SDK against the local AWS', () => {
  const start = localAwsPerTest()
  const assumeRole: ReturnType<typeof roleAssumer> = assumed => roleAssumer()(assumed)
  const environment = { ...process.env }
  afterEach(() => {
    process.env = { ...environment }
  })

  const startWithEnvironment = async () => {
    const aws = await start()
    Object.assign(process.env, {
      AWS_ENDPOINT_URL_STS: aws.endpoint,
      AWS_REGION: 'eu-west-1',
      AWS_ACCESS_KEY_ID: 'ASIATEST',
      AWS_SECRET_ACCESS_KEY: 'secret',
    })
    return aws
  }

  it('gives the credentials of the role', async () => {
    const aws = await startWithEnvironment()
    expect(await assumeRole(role)()).to.include({ accessKeyId: sessionKeyId })
    expect(aws.sts.assumed()).to.deep.equal([
      { roleArn: role.principal, sessionName: `cloudfront-invalidator-${role.jobId}`, externalId: 'x-1' },
    ])
  })

  it('says that it was the role, after one attempt, and why', async () => {
    const aws = await startWithEnvironment()
    aws.faults.schedule('AssumeRole', { kind: 'error', status: 403, code: 'AccessDenied' })
    const error: unknown = await assumeRole(role)().catch(thrown => thrown)
    expect(error).to.be.instanceOf(RoleNotAssumed)
    expect(error).to.have.nested.property('cause.name', 'AccessDenied')
    expect(aws.calls()).to.have.length(1)
  })

  for (const code of ['Throttling', 'ServiceUnavailable']) {
    it(`does not retry after ${code}, because the job does`, async () => {
      const aws = await startWithEnvironment()
      const fault = { kind: 'error', status: code === 'Throttling' ? 400 : 503, code } as const
      aws.faults.schedule('AssumeRole', ...times(2, fault))
      const error: unknown = await assumeRole(role)().catch(thrown => thrown)
      expect(error).to.have.nested.property('cause.name', code)
      expect(aws.calls()).to.have.length(1)
    })
  }

  it('gives up after five seconds without a response', async () => {
    const aws = await startWithEnvironment()
    aws.faults.schedule('AssumeRole', { kind: 'hang' })
    await import('@aws-sdk/client-sts')
    const timers = useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldClearNativeTimers: true })
    try {
      let error: unknown
      const ended = assumeRole(role)().catch(thrown => {
        error = thrown
      })
      while (aws.calls().length === 0) await setImmediate()
      await timers.tickAsync(4_999)
      expect(error).to.equal(undefined)
      await timers.tickAsync(1)
      await ended
      expect(error).to.have.nested.property('cause.name', 'TimeoutError')
    } finally {
      timers.restore()
    }
  })
})
