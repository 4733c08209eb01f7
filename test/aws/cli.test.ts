import { expect } from 'chai'
import { exitCodes } from '../../src/adapters/console/exit-codes.ts'
import { type CliRun, cliProcess } from '../support/worlds/cli.ts'
import { createDistribution, invalidationsOn } from './support/distribution.ts'
import { account, type MiniStack, region, startMiniStack } from './support/ministack.ts'
import { type AwsCli, awsCli } from './support/shell.ts'
import { type SlowCloudFront, slowCloudFront } from './support/slow-cloudfront.ts'

describe('The command line, on MiniStack', () => {
  let ministack: MiniStack
  let cloudfront: SlowCloudFront
  let aws: AwsCli
  let distribution: string

  /** Runs the built command line as the root user of the account, unless the environment says otherwise. */
  const run = (args: ReadonlyArray<string>, environment: Readonly<Record<string, string>> = {}): Promise<CliRun> =>
    cliProcess([...args, '--endpoint-url', cloudfront.endpoint], {
      environment: { AWS_REGION: region, AWS_ACCESS_KEY_ID: account, AWS_SECRET_ACCESS_KEY: 'test', ...environment },
    })

  before(async () => {
    ministack = await startMiniStack()
    cloudfront = await slowCloudFront(ministack.endpoint)
    aws = awsCli(ministack)
    distribution = await createDistribution(aws)
  })

  after(async () => {
    await cloudfront?.close()
    await ministack?.close()
  })

  it('invalidates, waits for completion, and looks up the status', async () => {
    cloudfront.delay(1)
    const target = ['--distribution', distribution]
    const { code, stdout, stderr } = await run(['invalidate', '/blog/*', 'año/', '/blog/1', ...target, '--wait', '--output', 'json'])
    expect(code, stderr).to.equal(exitCodes.success)
    const [invalidation, ...more] = await invalidationsOn(aws, distribution)
    expect(more).to.deep.equal([])
    expect(invalidation?.paths).to.have.members(['/blog/*', '/a%C3%B1o/'])
    expect(JSON.parse(stdout)).to.deep.include({ status: 'Completed', invalidationIds: [invalidation?.id], pathCount: 2 })
    expect(await run(['status', invalidation?.id ?? '', ...target])).to.deep.equal({
      code: exitCodes.success,
      stdout: 'Completed\n',
      stderr: '',
    })
  })

  it('says what to check if the distribution does not exist', async () => {
    const target = ['--distribution', 'E404NOTFOUND']
    const { code, stdout, stderr } = await run(['invalidate', '/*', ...target])
    expect({ code, stdout }).to.deep.equal({ code: exitCodes.configuration, stdout: '' })
    expect(stderr).to.include('There is no such distribution in the account of your credentials. Check --distribution')
    expect(await run(['status', 'I404', ...target])).to.include({ code: exitCodes.configuration })
  })

  it('names the permission that a user lacks', async () => {
    const user = ['--user-name', 'editor']
    await aws('iam', 'create-user', ...user)
    const { AccessKey } = await aws<{ AccessKey: { AccessKeyId: string; SecretAccessKey: string } }>('iam', 'create-access-key', ...user)
    const { code, stderr } = await run(['invalidate', '/*', '--distribution', distribution], {
      AWS_ACCESS_KEY_ID: AccessKey.AccessKeyId,
      AWS_SECRET_ACCESS_KEY: AccessKey.SecretAccessKey,
    })
    expect(code, stderr).to.equal(exitCodes.denied)
    expect(stderr)
      .to.include(`cloudfront:CreateInvalidation is denied on arn:aws:cloudfront::*:distribution/${distribution}.`)
      .and.not.include(AccessKey.SecretAccessKey)
  })
})
