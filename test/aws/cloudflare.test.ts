import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { artifactCredentials, jobEvent } from '../../local/aws/job-event.ts'
import { type LocalAws, startLocalAws } from '../../local/aws/server.ts'
import { type LocalCloudflare, startLocalCloudflare } from '../../local/cloudflare/server.ts'
import { type ActionRun, runAction } from '../../local/demo/run-action.ts'
import { apiToken, host, unknownZone, zone } from '../support/worlds/local-cloudflare.ts'
import { deployedFunction, outputsOf, physicalIdIn, redirect } from './support/deployment.ts'
import { commandsUnder } from './support/documented.ts'
import { account, type MiniStack, region, startMiniStack } from './support/ministack.ts'
import { permissionsOf } from './support/permissions.ts'
import { type AwsCli, awsCli, shell } from './support/shell.ts'

const document = 'docs/cloudflare.md'
const stack = 'cloudflare-from-codepipeline'

describe('examples/cloudflare-from-codepipeline, deployed to MiniStack as docs/cloudflare.md says', () => {
  let ministack: MiniStack
  let cloudflare: LocalCloudflare
  let pipeline: LocalAws
  let aws: AwsCli
  let functionName: string
  let secretArn: string

  const run = (parameters: object): Promise<ActionRun> =>
    runAction(pipeline, deployedFunction(aws, ministack, pipeline, functionName), jobEvent(randomUUID(), JSON.stringify(parameters)))

  const resourceId = (logicalId: string): Promise<string> => physicalIdIn(aws, stack, logicalId)

  before(async () => {
    ministack = await startMiniStack()
    cloudflare = await startLocalCloudflare({ zones: { [zone]: [host] }, token: apiToken })
    pipeline = await startLocalAws()
    aws = awsCli(ministack)

    const [storeToken = '', deploy = ''] = commandsUnder(document, '# Cloudflare').split('npm ci && npm run build\n')
    expect(deploy).to.include('SECRETARN')
    const created = await shell(ministack, `export CLOUDFLARE_API_TOKEN=${apiToken}\n${storeToken}`, ministack.home)
    secretArn = JSON.parse(created).ARN
    await shell(ministack, deploy.replace('SECRETARN', secretArn))

    functionName = (await outputsOf(aws, stack)).FunctionName
    const endpoints = { AWS_ENDPOINT_URL_CODEPIPELINE: pipeline.endpoint, CLOUDFLARE_BASE_URL: cloudflare.baseUrl }
    await redirect(aws, functionName, endpoints)
  })

  after(async () => {
    await pipeline?.close()
    await cloudflare?.close()
    await ministack?.close()
  })

  it('has only the permissions that it needs', async () => {
    const log = `arn:aws:logs:${region}:${account}:log-group:${await resourceId('LogGroup')}:*`
    expect(await permissionsOf(aws, await resourceId('Role'))).to.deep.equal(
      [
        `Allow secretsmanager:GetSecretValue on ${secretArn}`,
        'Allow codepipeline:PutJobFailureResult on *',
        'Allow codepipeline:PutJobSuccessResult on *',
        `Allow logs:CreateLogStream on ${log}`,
        `Allow logs:PutLogEvents on ${log}`,
      ].toSorted(),
    )
  })

  it('purges with the token in the secret, and reports the success', async () => {
    const { result } = await run({ zone, host, items: ['/blog/*', '/index.html'] })
    expect(result, JSON.stringify(result)).to.deep.include({
      operation: 'PutJobSuccessResult',
      outputVariables: { InvalidationId: `${zone},${zone}`, DistributionId: zone, PathCount: '2', Status: 'InProgress' },
    })
    expect(cloudflare.purges().map(({ field, values }) => [field, ...values])).to.have.deep.members([
      ['prefixes', `${host}/blog/`],
      ['files', `https://${host}/index.html`],
    ])
  })

  it('names the zone that does not exist', async () => {
    const { result } = await run({ zone: unknownZone, host, items: ['/*'] })
    expect(result?.failureDetails?.type).to.equal('ConfigurationError')
    expect(result?.failureDetails?.message).to.include('Check zone')
  })

  it('uses a rotated token without a deploy', async () => {
    const store = (token: string) => aws('secretsmanager', 'put-secret-value', '--secret-id', secretArn, '--secret-string', token)
    await store('another-token')
    const { result } = await run({ zone, host, items: ['/a'] })
    expect(result?.failureDetails?.type).to.equal('PermissionError')
    expect(result?.failureDetails?.message).to.include('Cloudflare does not accept the API token')
    await store(apiToken)
    expect((await run({ zone, host, items: ['/a'] })).result?.operation).to.equal('PutJobSuccessResult')
  })

  it('names the missing permission for another secret', async () => {
    const created = await aws<{ ARN: string }>('secretsmanager', 'create-secret', '--name', 'another', '--secret-string', apiToken)
    await redirect(aws, functionName, { CLOUDFLARE_API_TOKEN_SECRET: created.ARN })
    const { result } = await run({ zone, host, items: ['/a'] })
    expect(result?.failureDetails?.type).to.equal('PermissionError')
    expect(result?.failureDetails?.message).to.include(`secretsmanager:GetSecretValue is denied on ${created.ARN}.`)
  })

  it('has the token neither in its configuration nor in its log', async () => {
    const { Environment } = await aws<{ Environment: object }>('lambda', 'get-function-configuration', '--function-name', functionName)
    const group = ['--log-group-name', await resourceId('LogGroup')]
    const { events } = await aws<{ events: ReadonlyArray<{ message: string }> }>('logs', 'filter-log-events', ...group)
    expect(JSON.stringify(events)).to.include('InvalidationCreated')
    for (const secret of [apiToken, artifactCredentials.secretAccessKey]) {
      expect(JSON.stringify([Environment, events])).to.not.include(secret)
    }
  })
})
