import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { artifactCredentials, jobEvent } from '../../../local/aws/job-event.ts'
import { type LocalAws, startLocalAws } from '../../../local/aws/server.ts'
import { type LocalCloudflare, refusal, startLocalCloudflare } from '../../../local/cloudflare/server.ts'
import type { Reply } from '../../../local/http/server.ts'
import { type Invocation, type LocalFunction, localFunction } from '../../../local/lambda/function.ts'
import { timeLapse } from '../../../local/lambda/time-lapse.ts'
import { cloudflareBundle } from '../../support/worlds/bundle.ts'
import { apiToken, host, zone } from '../../support/worlds/local-cloudflare.ts'

const secretId = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:cloudflare-AbCdEf'

describe('examples/cloudflare-from-codepipeline, as built', () => {
  let aws: LocalAws
  let cloudflare: LocalCloudflare
  let lambda: LocalFunction
  let jobId: string
  const outputs: Invocation[] = []

  beforeEach(async () => {
    aws = await startLocalAws()
    aws.secrets.put(secretId, `${apiToken}\n`)
    cloudflare = await startLocalCloudflare({ zones: { [zone]: [host] }, token: apiToken })
    const variables = { CLOUDFLARE_BASE_URL: cloudflare.baseUrl, CLOUDFLARE_API_TOKEN_SECRET: secretId, CLOUDFLARE_REMOVAL: 'remove' }
    lambda = localFunction(cloudflareBundle, aws.endpoint, timeLapse(20), variables)
    jobId = randomUUID()
    aws.codepipeline.offer(jobId)
  })
  afterEach(async () => {
    await lambda.close()
    await cloudflare.close()
    await aws.close()
  })

  const run = async (parameters: object): Promise<void> => {
    const invocation = await lambda.invoke(jobEvent(jobId, JSON.stringify(parameters)))
    outputs.push(invocation)
    expect(invocation.outcome).to.include({ _tag: 'Resolved' })
  }
  const result = () => aws.codepipeline.resultOf(jobId)
  const operations = () => aws.calls().map(({ operation }) => operation)
  const purged = () => cloudflare.purges().map(({ field, values }) => [field, ...values])

  it('purges, and reports the success to CodePipeline', async () => {
    await run({ zone, host, items: ['index.html', '/blog/*', '/blog/1', '#news'] })
    expect(purged()).to.deep.equal([
      ['prefixes', `${host}/blog/`],
      ['tags', 'news'],
      ['files', `https://${host}/index.html`],
    ])
    expect(result()).to.deep.include({
      operation: 'PutJobSuccessResult',
      outputVariables: { InvalidationId: `${zone},${zone},${zone}`, DistributionId: zone, PathCount: '3', Status: 'InProgress' },
    })
    expect(result()?.executionDetails?.summary).to.equal(
      `2 paths (1 wildcard) and 1 tag on ${zone}; invalidations ${zone}, ${zone}, ${zone} accepted`,
    )
    expect(operations()).to.deep.equal(['GetSecretValue', 'GetSecretValue', 'GetSecretValue', 'PutJobSuccessResult'])
  })

  it('purges the host for /*, not the zone', async () => {
    await run({ zone, host, items: ['/*', '/a'] })
    expect(purged()).to.deep.equal([['hosts', host]])
  })

  it('reads no secret in a dry run', async () => {
    await run({ zone, host, items: ['/*'], dryRun: true })
    expect(operations()).to.deep.equal(['PutJobSuccessResult'])
    expect(purged()).to.deep.equal([])
  })

  it('outlasts throttling', async () => {
    const throttled: Reply = { status: 429, body: '', headers: { 'retry-after': '1' } }
    cloudflare.schedule({ kind: 'reply', reply: throttled }, { kind: 'reply', reply: throttled })
    await run({ zone, host, items: ['/a'] })
    expect(result()).to.include({ operation: 'PutJobSuccessResult' })
    expect(cloudflare.calls()).to.have.length(3)
  })

  const failures: ReadonlyArray<readonly [string, () => void, string, string]> = [
    [
      'a token without the permission',
      () => cloudflare.schedule({ kind: 'reply', reply: refusal(403, { code: 10_000, message: `Authentication error ${apiToken}` }) }),
      'PermissionError',
      `Zone → Cache Purge → Purge is denied on zone ${zone}. Give the API token this permission on this zone, and check its IP address filter.`,
    ],
    [
      'a secret that is not a token',
      () => aws.secrets.put(secretId, `{"token":"${apiToken}"}`),
      'PermissionError',
      `No API token found in the secret ${secretId}. Store only the token, as plain text.`,
    ],
    [
      'a secret that it may not read',
      () => aws.faults.schedule('GetSecretValue', { kind: 'error', status: 400, code: 'AccessDeniedException' }),
      'PermissionError',
      `secretsmanager:GetSecretValue is denied on ${secretId}.`,
    ],
    [
      'a URL of another zone',
      () => cloudflare.schedule({ kind: 'reply', reply: refusal(400, { code: 1082, message: 'Not in this zone' }) }),
      'ConfigurationError',
      'There is no such zone with this host. Check host and zone. Cloudflare gave these reasons: 1082 Not in this zone',
    ],
  ]
  for (const [what, arrange, type, message] of failures) {
    it(`reports ${what} as ${type}`, async () => {
      arrange()
      await run({ zone, host, items: ['/a'] })
      expect(result()?.failureDetails?.type).to.equal(type)
      expect(result()?.failureDetails?.message).to.include(message)
      expect(JSON.stringify(result())).to.not.include(apiToken)
    })
  }

  it('never widens a path without a host to the whole zone', async () => {
    await run({ zone, host: '*', items: ['/ü'] })
    expect(result()?.failureDetails?.message).to.include('host: "*" is only for "/*" and cache tags; name the host of the paths')
    expect(cloudflare.calls()).to.deep.equal([])
  })

  it('reports parameters of another CDN', async () => {
    await run({ distributionId: 'E1', items: ['/*'] })
    expect(result()?.failureDetails?.message).to.include('zone: missing; expected a zone id').and.include('host: missing')
    expect(result()?.failureDetails?.type).to.equal('ConfigurationError')
  })

  after(() => {
    for (const secret of [apiToken, artifactCredentials.secretAccessKey]) expect(JSON.stringify(outputs)).to.not.include(secret)
    for (const line of outputs.flatMap(({ lines }) => lines)) expect(JSON.parse(line)).to.include.keys('timestamp', 'level')
  })
})
