import { writeFileSync } from 'node:fs'
import { expect } from 'chai'
import type { LocalAws } from '../../../local/aws/server.ts'
import { refusal } from '../../../local/cloudflare/server.ts'
import { exitCodes } from '../../../src/adapters/console/exit-codes.ts'
import { onAws, type RunCli, scratchPerSuite } from '../worlds/cli.ts'
import { localAwsPerTest } from '../worlds/local-aws.ts'
import { apiToken, host, localCloudflarePerTest, zone } from '../worlds/local-cloudflare.ts'
import { apiToken as fastlyToken, localFastlyPerTest, service } from '../worlds/local-fastly.ts'

const old = { 'index.html': 'a', 'blog/one.html': 'one', 'blog/two.html': 'two', 'gone.html': 'gone' }
const current = { 'index.html': 'b', 'blog/one.html': 'one', 'blog/two.html': 'two', 'new.html': 'new' }
const differing = ['/', '/gone.html', '/index.html', '/new.html']

const itemsSentTo = (aws: LocalAws): ReadonlyArray<string> => aws.cloudfront.invalidations().flatMap(({ items }) => items)

/** What the command line does, run by `runCli`: as a process of its own, or in this one. */
export const cliSuite = (runCli: RunCli): void => {
  const runCliOn = onAws(runCli)
  const start = localAwsPerTest({ distributionIds: ['E1', 'E2'], tenantIds: ['dt_1'] })
  const scratch = scratchPerSuite()

  it('invalidates paths and prints the summary', async () => {
    const aws = await start()
    const { code, stdout, stderr } = await runCliOn(aws, ['invalidate', '/a', 'b c', '/img/*', '--distribution', 'E1'])
    expect({ code, stdout }).to.deep.equal({
      code: exitCodes.success,
      stdout: '3 paths (1 wildcard) on E1; list price $0.015; invalidation ILOCAL00000001 in progress\n',
    })
    expect(stderr).to.equal('Sending 3 items to E1\nCreated ILOCAL00000001 on E1: 3 items\n')
    expect(itemsSentTo(aws)).to.deep.equal(['/a', '/b%20c', '/img/*'])
  })

  it('prints only ids, one per line', async () => {
    const aws = await start()
    const { code, stdout } = await runCliOn(aws, ['invalidate', '/*', '--distribution', 'E1', '--distribution', 'E2', '--output', 'ids'])
    expect({ code, stdout }).to.deep.equal({ code: exitCodes.success, stdout: 'ILOCAL00000001\nILOCAL00000002\n' })
  })

  it('calls nothing in a dry run, and needs no credentials for it', async () => {
    const aws = await start()
    const environment = { AWS_ACCESS_KEY_ID: undefined }
    const { code, stdout } = await runCliOn(aws, ['invalidate', '/*', '--distribution', 'E1', '--dry-run'], { environment })
    expect({ code, stdout }).to.deep.equal({
      code: exitCodes.success,
      stdout: 'Dry run, nothing was created: 1 path (1 wildcard) on E1; list price $0.005\n',
    })
    expect(aws.calls()).to.deep.equal([])
  })

  it('reads paths from standard input', async () => {
    const aws = await start()
    const { code } = await runCliOn(aws, ['invalidate', '/a', '--paths-from', '-', '--distribution', 'E1'], { stdin: '/b\n// no\n/c\n' })
    expect(code).to.equal(exitCodes.success)
    expect(itemsSentTo(aws)).to.deep.equal(['/a', '/b', '/c'])
  })

  it('reads paths from a file, and names the lines that are wrong', async () => {
    const aws = await start()
    writeFileSync(scratch.path('paths.txt'), '/a\n/b*c\n')
    const { code, stderr } = await runCliOn(aws, ['invalidate', '--paths-from', scratch.path('paths.txt'), '--distribution', 'E1'])
    expect(code).to.equal(exitCodes.configuration)
    expect(stderr).to.match(/paths\.txt is invalid.*\n- line 2: "\/b\*c" has a \* before its end/)
    expect(aws.calls()).to.deep.equal([])
  })

  it('names a file as it is, even if it has the name of a parameter', async () => {
    const { code, stderr } = await runCli(['plan', '--paths-from', 'roleArn/maxPaths.txt'])
    expect({ code, stderr }).to.deep.equal({
      code: exitCodes.configuration,
      stderr: 'roleArn/maxPaths.txt cannot be read: it does not exist.\n',
    })
  })

  const before = () => ({ directory: scratch.directory('old', old), zip: scratch.zip('old.zip', old) })
  const after = () => ({ directory: scratch.directory('new', current), zip: scratch.zip('new.zip', current) })
  for (const [one, other] of [
    ['directory', 'directory'],
    ['zip', 'zip'],
    ['directory', 'zip'],
    ['zip', 'directory'],
  ] as const) {
    it(`invalidates what differs between a ${one} and a ${other}`, async () => {
      const aws = await start()
      const { code, stdout } = await runCliOn(aws, ['invalidate', '--changed', before()[one], after()[other], '--distribution', 'E1'])
      expect(code).to.equal(exitCodes.success)
      expect(stdout).to.include('4 paths on E1 for 3 changed files; 0 unchanged flushed')
      expect(itemsSentTo(aws)).to.deep.equal(differing)
    })
  }

  it('has nothing to do if nothing differs', async () => {
    const aws = await start()
    const { code, stdout } = await runCliOn(aws, ['invalidate', '--changed', before().directory, before().zip, '--distribution', 'E1'])
    expect({ code, stdout }).to.deep.equal({ code: exitCodes.success, stdout: 'Nothing to invalidate on E1: no selected file differs\n' })
  })

  it('keeps to a budget, and protects what should stay cached', async () => {
    const aws = await start()
    const args = ['--changed', before().directory, after().directory, '--exclude', 'gone.html', '--max-paths', '1', '--protect', '/blog/*']
    const { code, stdout } = await runCliOn(aws, ['invalidate', ...args, '--distribution', 'E1'])
    expect(code).to.equal(exitCodes.success)
    expect(stdout).to.include('widened to "/*" to keep to --max-paths 1')
    expect(itemsSentTo(aws)).to.deep.equal(['/*'])
  })

  it('retries while CloudFront throttles', async () => {
    const aws = await start()
    aws.faults.schedule('CreateInvalidation', { kind: 'error', status: 400, code: 'Throttling' })
    const { code, stderr } = await runCliOn(aws, ['invalidate', '/*', '--distribution', 'E1'])
    expect(code).to.equal(exitCodes.success)
    expect(stderr).to.equal('Sending 1 item to E1\nRetrying E1: Throttling\nCreated ILOCAL00000001 on E1: 1 item\n')
  })

  it('names the permission that is denied', async () => {
    const aws = await start()
    aws.faults.schedule('CreateInvalidation', { kind: 'error', status: 403, code: 'AccessDenied' })
    const { code, stdout, stderr } = await runCliOn(aws, ['invalidate', '/*', '--distribution', 'E1', '--output', 'json'])
    expect(code).to.equal(exitCodes.denied)
    expect(JSON.parse(stdout)).to.include({ status: 'Failed', error: 'permission' })
    expect(stderr).to.match(
      /cloudfront:CreateInvalidation is denied on arn:aws:cloudfront::\*:distribution\/E1\. Allow .* your credentials/,
    )
  })

  it('names what is denied as policies in another partition do', async () => {
    const aws = await start()
    aws.faults.schedule('CreateInvalidation', { kind: 'error', status: 403, code: 'AccessDenied' })
    const args = ['invalidate', '/*', '--distribution', 'E1', '--region', 'cn-northwest-1']
    expect((await runCliOn(aws, args)).stderr).to.include('denied on arn:aws-cn:cloudfront::*:distribution/E1.')
  })

  it('says what to check if the distribution does not exist', async () => {
    const { code, stdout, stderr } = await runCliOn(await start(), ['invalidate', '/*', '--distribution', 'E404'])
    expect({ code, stdout }).to.deep.equal({ code: exitCodes.configuration, stdout: '' })
    expect(stderr).to.match(
      /There is no such distribution in the account of your credentials\. Check --distribution; .* requires --role-arn/,
    )
  })

  it('says what to check if the tenant does not exist', async () => {
    const { code, stderr } = await runCliOn(await start(), ['invalidate', '/*', '--distribution', 'dt_404'])
    expect(code).to.equal(exitCodes.configuration)
    expect(stderr).to.include(
      'There is no such distribution tenant in the account of your credentials. Check --distribution; a distribution tenant in another',
    )
  })

  it('lists all mistakes in the command line at once', async () => {
    const { code, stdout, stderr } = await runCli(['invalidate', '/a*b', '--distribution', 'd1.example.com', '--max-paths', '0'])
    expect({ code, stdout }).to.deep.equal({ code: exitCodes.usage, stdout: '' })
    expect(stderr)
      .to.match(/^- --distribution: "d1\.example\.com" is not a distribution id/m)
      .and.match(/^- ITEM: "\/a\*b" has a \* before its end/m)
      .and.match(/^- --max-paths: expected an integer of at least 1, got 0$/m)
  })

  it('says how to sign in if there are no credentials', async () => {
    const environment = { AWS_ACCESS_KEY_ID: undefined, AWS_SECRET_ACCESS_KEY: undefined }
    const { code, stderr } = await runCliOn(await start(), ['invalidate', '/*', '--distribution', 'E1'], { environment })
    expect(code).to.equal(exitCodes.configuration)
    expect(stderr).to.match(/No AWS credentials: .*\. Set AWS_PROFILE .*aws sso login/)
  })

  it('reads credentials from a profile', async () => {
    const aws = await start()
    const [config, credentials] = [scratch.path('config'), scratch.path('credentials')]
    writeFileSync(config, '[profile site]\nregion = eu-west-3\n')
    writeFileSync(credentials, '[site]\naws_access_key_id = AKIASITE\naws_secret_access_key = other\n')
    const environment = {
      AWS_CONFIG_FILE: config,
      AWS_SHARED_CREDENTIALS_FILE: credentials,
      AWS_ACCESS_KEY_ID: undefined,
      AWS_SECRET_ACCESS_KEY: undefined,
      AWS_REGION: undefined,
    }
    const { code } = await runCliOn(aws, ['invalidate', '/*', '--distribution', 'E1', '--profile', 'site'], { environment })
    expect(code).to.equal(exitCodes.success)
    expect(aws.calls().map(({ accessKeyId }) => accessKeyId)).to.deep.equal(['AKIASITE'])
  })

  it('assumes a role for calls to CloudFront', async () => {
    const aws = await start()
    const role = ['--role-arn', 'arn:aws:iam::222222222222:role/site', '--external-id', 'x1']
    const { code } = await runCliOn(aws, ['invalidate', '/*', '--distribution', 'E1', ...role])
    expect(code).to.equal(exitCodes.success)
    expect(aws.calls().map(({ operation }) => operation)).to.deep.equal(['AssumeRole', 'CreateInvalidation'])
  })

  it('looks up a status', async () => {
    const aws = await start()
    await runCliOn(aws, ['invalidate', '/*', '--distribution', 'E1'])
    const { code, stdout } = await runCliOn(aws, ['status', 'ILOCAL00000001', '--distribution', 'E1'])
    expect({ code, stdout }).to.deep.equal({ code: exitCodes.success, stdout: 'InProgress\n' })
    expect(await runCliOn(aws, ['status', 'I404', '--distribution', 'E1'])).to.deep.equal({
      code: exitCodes.configuration,
      stdout: '',
      stderr: 'E1 has no invalidation I404.\n',
    })
  })

  it('invalidates a tenant next to a distribution, and looks up its status', async () => {
    const aws = await start()
    const { code, stdout } = await runCliOn(aws, ['invalidate', '/a', '--distribution', 'dt_1', '--distribution', 'E1', '--output', 'json'])
    expect(code).to.equal(exitCodes.success)
    expect(JSON.parse(stdout))
      .to.include({ status: 'InProgress', pathCount: 2 })
      .and.to.deep.include({ distributionIds: ['dt_1', 'E1'] })
    const status = (targetId: string) => runCliOn(aws, ['status', 'ILOCAL00000001', '--distribution', targetId])
    expect(await status('dt_1')).to.include({ code: exitCodes.success, stdout: 'InProgress\n' })
    expect(await status('dt_404')).to.deep.equal({
      code: exitCodes.configuration,
      stdout: '',
      stderr:
        'There is no distribution tenant dt_404 in the account of your credentials. Check --distribution; a distribution tenant in another account requires --role-arn.\n',
    })
    expect(aws.calls().map(({ operation, outcome }) => `${operation} ${outcome}`)).to.deep.equal([
      'CreateInvalidationForDistributionTenant 201',
      'CreateInvalidation 201',
      'GetInvalidationForDistributionTenant 200',
      'GetInvalidationForDistributionTenant 404 EntityNotFound',
    ])
  })

  it('plans without credentials and without a call', async () => {
    const aws = await start()
    const environment = { AWS_ACCESS_KEY_ID: undefined, AWS_ENDPOINT_URL: aws.endpoint }
    const { code, stdout, stderr } = await runCli(['plan', '--changed', before().zip, after().directory], { environment })
    expect({ code, stderr }).to.deep.equal({ code: exitCodes.success, stderr: '' })
    expect(stdout).to.equal(
      '4 paths for 3 changed files; 0 unchanged flushed; list price $0.020; 1 request\n\n  /\n  /gone.html\n  /index.html\n  /new.html\n\n  /  +1 ~1 -1\n',
    )
    expect(aws.calls()).to.deep.equal([])
  })

  describe('with Cloudflare', () => {
    const startCloudflare = localCloudflarePerTest()
    const withCloudflare = ['--cdn', 'cloudflare', '--zone', zone, '--host', host]
    const environmentOf = ({ baseUrl }: { readonly baseUrl: string }, token: string | undefined = apiToken) => ({
      CLOUDFLARE_BASE_URL: baseUrl,
      CLOUDFLARE_API_TOKEN: token,
      AWS_ACCESS_KEY_ID: undefined,
    })

    it('purges URLs, folders and tags', async () => {
      const cloudflare = await startCloudflare()
      const environment = environmentOf(cloudflare)
      const { code, stdout } = await runCli(['invalidate', '/a', '/img/*', '#t', ...withCloudflare, '--output', 'json'], { environment })
      expect(code).to.equal(exitCodes.success)
      expect(JSON.parse(stdout)).to.deep.include({ status: 'InProgress', zoneIds: [zone], pathCount: 3 })
      expect(cloudflare.purges().map(({ field, values }) => ({ [field]: values }))).to.have.deep.members([
        { files: [`https://${host}/a`] },
        { prefixes: [`${host}/img/`] },
        { tags: ['t'] },
      ])
    })

    it('says that there is no API token', async () => {
      const environment = { ...environmentOf(await startCloudflare()), CLOUDFLARE_API_TOKEN: undefined }
      const { code, stderr } = await runCli(['invalidate', '/a', ...withCloudflare], { environment })
      expect(code).to.equal(exitCodes.denied)
      expect(stderr).to.include('No API token found in CLOUDFLARE_API_TOKEN')
    })

    it('prints neither the API token nor control codes, whatever the response repeats', async () => {
      const cloudflare = await startCloudflare()
      cloudflare.schedule({ kind: 'reply', reply: refusal(400, { code: 1, message: `\u001b[31mtoken ${apiToken}` }) })
      const { code, stdout, stderr } = await runCli(['invalidate', '/a', ...withCloudflare, '--output', 'json'], {
        environment: environmentOf(cloudflare),
      })
      expect(code).to.equal(exitCodes.failed)
      expect(stderr).to.include('Cloudflare gave these reasons: 1 [31mtoken [redacted]')
      expect(stdout + stderr).to.not.include(apiToken)
    })

    it('follows no redirect, so that no other server gets the API token', async () => {
      const [cloudflare, other] = [await startCloudflare(), await startCloudflare()]
      const location = `${other.baseUrl}/zones/${zone}/purge_cache`
      cloudflare.schedule({ kind: 'reply', reply: { status: 307, body: '', headers: { location } } })
      const { code, stderr } = await runCli(['invalidate', '/a', ...withCloudflare], { environment: environmentOf(cloudflare) })
      expect(code).to.equal(exitCodes.failed)
      expect(stderr).to.include('Check CLOUDFLARE_BASE_URL, and proxies on the way.')
      expect(other.calls()).to.deep.equal([])
    })

    it('plans by its rules, without a zone, a host or a token', async () => {
      const { code, stdout } = await runCli(['plan', '/img/a*', '--cdn', 'cloudflare'])
      expect(code).to.equal(exitCodes.success)
      expect(stdout).to.match(/^1 path \(1 wildcard\); 1 item widened to "\/img\/\*", since Cloudflare .*; 1 request\n\n {2}\/img\/\*\n$/)
    })

    it('calls nothing in a dry run', async () => {
      const { code, stdout } = await runCli(['invalidate', '/a', '--dry-run', ...withCloudflare])
      expect({ code, stdout }).to.deep.equal({ code: exitCodes.success, stdout: `Dry run, nothing was created: 1 path on ${zone}\n` })
    })

    it('rejects what it cannot do', async () => {
      const waiting = await runCli(['invalidate', '/a', '--wait', ...withCloudflare])
      expect(waiting.code).to.equal(exitCodes.configuration)
      expect(waiting.stderr).to.include('--wait: Cloudflare does not report when an invalidation is complete')
      const checking = await runCli(['status', 'x', '--cdn', 'cloudflare'])
      expect(checking.code).to.equal(exitCodes.usage)
      expect(checking.stderr).to.include('--cdn: Cloudflare does not report when an invalidation is complete')
      const incomplete = await runCli(['invalidate', '/a', '--cdn', 'cloudflare'])
      expect(incomplete.stderr).to.include('--zone: missing; expected a zone id').and.include('--host: missing')
    })
  })

  describe('with Fastly', () => {
    const startFastly = localFastlyPerTest()
    const withFastly = ['--cdn', 'fastly', '--service', service]
    const environmentOf = ({ baseUrl }: { readonly baseUrl: string }) => ({
      FASTLY_API_ENDPOINT: baseUrl,
      FASTLY_API_TOKEN: fastlyToken,
      AWS_ACCESS_KEY_ID: undefined,
    })

    it('purges URLs one by one, and tags, which need no host', async () => {
      const fastly = await startFastly()
      const environment = environmentOf(fastly)
      const { code, stdout } = await runCli(['invalidate', '/a', '/b', '#t', ...withFastly, '--host', host, '--output', 'json'], {
        environment,
      })
      expect(code).to.equal(exitCodes.success)
      expect(JSON.parse(stdout)).to.deep.include({ status: 'InProgress', serviceIds: [service], pathCount: 3 })
      expect(fastly.purges().map(({ values }) => values)).to.have.deep.members([[`${host}/a`], [`${host}/b`], ['t']])
      expect((await runCli(['invalidate', '#u', ...withFastly], { environment })).code).to.equal(exitCodes.success)
      expect(fastly.purges().at(-1)).to.deep.equal({ service, soft: true, values: ['u'] })
    })

    it('purges a whole service only with the host *, and says that it was a purge of everything', async () => {
      const fastly = await startFastly()
      const environment = environmentOf(fastly)
      const named = await runCli(['invalidate', '/*', ...withFastly, '--host', host], { environment })
      expect(named.code).to.equal(exitCodes.configuration)
      expect(named.stderr).to.include('--host: Fastly can invalidate "/*" for all hosts only; use "*", or a cache tag')
      expect(fastly.purges()).to.deep.equal([])
      const { code, stdout } = await runCli(['invalidate', '/*', ...withFastly, '--host', '*'], { environment })
      expect({ code, stdout }).to.deep.equal({
        code: exitCodes.success,
        stdout: `1 path (1 wildcard) on ${service}; invalidation purge_all accepted\n`,
      })
      expect(fastly.purges()).to.deep.equal([{ service, soft: false, values: [] }])
    })

    it('reads the token from a file rather than from the environment, and the way of removing', async () => {
      const fastly = await startFastly()
      const file = scratch.path('fastly-token')
      writeFileSync(file, `${fastlyToken}\n`)
      const environment = { ...environmentOf(fastly), FASTLY_API_TOKEN: 'other', FASTLY_API_TOKEN_FILE: file, FASTLY_REMOVAL: 'remove' }
      expect((await runCli(['invalidate', '#t', ...withFastly], { environment })).code).to.equal(exitCodes.success)
      expect(fastly.purges()).to.deep.equal([{ service, soft: false, values: ['t'] }])
    })

    it('sends nothing twice in a dry run, or to a CDN that ignores repeated requests', async () => {
      const once = ['invalidate', '#t', '--again-after', '3600', '--dry-run']
      expect((await runCli([...once, ...withFastly])).code).to.equal(exitCodes.success)
      const { code, stderr } = await runCli([...once, '--distribution', 'E1'])
      expect(code).to.equal(exitCodes.usage)
      expect(stderr).to.include('--again-after: has no effect with CloudFront, which ignores repeated requests')
    })

    it('rejects a wildcard, and names what to use instead', async () => {
      const { code, stderr } = await runCli(['plan', '/img/*', '--cdn', 'fastly'])
      expect(code).to.equal(exitCodes.configuration)
      expect(stderr).to.include('Fastly has no wildcards: "/img/*"; use a cache tag, or "/*" for everything')
    })
  })
}
