import { randomBytes, randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { zipSync } from 'fflate'
import { knownFaults } from '../../local/aws/faults.ts'
import { artifactCredentials, jobEvent } from '../../local/aws/job-event.ts'
import { type LocalAws, startLocalAws } from '../../local/aws/server.ts'
import { type ActionRun, runAction } from '../../local/demo/run-action.ts'
import { checkout } from './support/checkout.ts'
import { deployedFunction, type Outputs, outputsOf, redirect } from './support/deployment.ts'
import { createDistribution, invalidationsOn } from './support/distribution.ts'
import { commandsUnder } from './support/documented.ts'
import { account, type MiniStack, region, root, startMiniStack } from './support/ministack.ts'
import { permissionsOf, trustIn } from './support/permissions.ts'
import { type AwsCli, awsCli, shell } from './support/shell.ts'
import { type SlowCloudFront, slowCloudFront } from './support/slow-cloudfront.ts'

const stack = 'cloudfront-invalidator'
const otherAccount = '222222222222'
const externalId = 'site-42'

/** Credentials of a session, as STS returns them. */
interface SessionCredentials {
  readonly AccessKeyId: string
  readonly SecretAccessKey: string
  readonly SessionToken: string
}

describe('template.yaml, deployed to MiniStack', () => {
  let ministack: MiniStack
  let cloudfront: SlowCloudFront
  let pipeline: LocalAws
  let aws: AwsCli
  let otherAws: AwsCli
  let deployed: Outputs
  let distribution: string
  let second: string
  let otherDistribution: string

  const invalidations = (id: string, cli: AwsCli = aws) => invalidationsOn(cli, id)

  const run = (parameters: object, jobId: string = randomUUID()): Promise<ActionRun> =>
    runAction(pipeline, deployedFunction(aws, ministack, pipeline, deployed.FunctionName), jobEvent(jobId, JSON.stringify(parameters)))

  /** Configures the deployed function to call the local CodePipeline, and CloudFront through the proxy that can delay completion. */
  const connect = async (...more: string[]): Promise<void> => {
    deployed = await outputsOf(aws, stack)
    const endpoints = { AWS_ENDPOINT_URL_CODEPIPELINE: pipeline.endpoint, AWS_ENDPOINT_URL_CLOUDFRONT: cloudfront.endpoint }
    await redirect(aws, deployed.FunctionName, endpoints, ...more)
  }

  const permissions = (): Promise<ReadonlyArray<string>> => permissionsOf(aws, deployed.RoleArn.split('/').at(-1) ?? '')

  const distributionArn = (id: string, owner = account): string => `arn:aws:cloudfront::${owner}:distribution/${id}`

  const always = async (...distributions: ReadonlyArray<string>): Promise<ReadonlyArray<string>> => {
    const log = `arn:aws:logs:${region}:${account}:log-group:${deployed.LogGroupName}:*`
    return [
      ...distributions.flatMap(id =>
        ['CreateInvalidation', 'GetInvalidation', 'ListInvalidations'].map(
          action => `Allow cloudfront:${action} on ${distributionArn(id)}`,
        ),
      ),
      'Allow codepipeline:PutJobFailureResult on *',
      'Allow codepipeline:PutJobSuccessResult on *',
      `Allow logs:CreateLogStream on ${log}`,
      `Allow logs:PutLogEvents on ${log}`,
    ]
  }

  before(async () => {
    ministack = await startMiniStack()
    cloudfront = await slowCloudFront(ministack.endpoint)
    pipeline = await startLocalAws()
    aws = awsCli(ministack)
    otherAws = awsCli(ministack, otherAccount)
    distribution = await createDistribution(aws)
    second = await createDistribution(aws)
    otherDistribution = await createDistribution(otherAws)
  })

  after(async () => {
    await pipeline?.close()
    await cloudfront?.close()
    await ministack?.close()
  })

  describe("by the README's commands, in a fresh checkout", () => {
    before(async () => {
      const folder = join(ministack.home, 'checkout')
      mkdirSync(folder)
      checkout(folder)
      const commands = commandsUnder('README.md', '## Put it into a pipeline')
      expect(commands).to.include('CLOUDFRONTDISTID')
      await shell(ministack, commands.replaceAll('CLOUDFRONTDISTID', distribution), folder)
      await connect()
    })

    it('needs at most three commands', () => {
      expect(commandsUnder('README.md', '## Put it into a pipeline').split(/\n|&&/)).to.have.length.at.most(3)
    })

    it('exports the name that the action in the README imports', async () => {
      const { Exports } = await aws<{ Exports: ReadonlyArray<{ Name: string; Value: string }> }>('cloudformation', 'list-exports')
      expect(Exports.find(({ Name }) => Name === `${stack}-FunctionName`)?.Value).to.equal(deployed.FunctionName)
    })

    it('has only the permissions that it needs', async () => {
      expect(await permissions()).to.deep.equal((await always(distribution)).toSorted())
    })

    it('is retried by Lambda until the action times out', async () => {
      const config = await aws('lambda', 'get-function-event-invoke-config', '--function-name', `${deployed.FunctionName}:$LATEST`)
      expect(config).to.include({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 1_200 })
    })

    it('invalidates the items of a job', async () => {
      const { result } = await run({ distributionId: distribution, items: ['/index.html', '/blog/*', '/año/', '/index.html'] })
      const [invalidation, ...more] = await invalidations(distribution)
      expect(more).to.deep.equal([])
      expect(invalidation?.paths).to.have.members(['/index.html', '/blog/*', '/a%C3%B1o/'])
      expect(result).to.deep.include({ operation: 'PutJobSuccessResult' })
      expect(result?.outputVariables).to.deep.include({ InvalidationId: invalidation?.id, DistributionId: distribution, PathCount: '3' })
    })

    it('invalidates once if Lambda delivers the event twice', async () => {
      const jobId = randomUUID()
      const known = (await invalidations(distribution)).length
      const first = await run({ distributionId: distribution, items: ['/twice.html'] }, jobId)
      const again = await run({ distributionId: distribution, items: ['/twice.html'] }, jobId)
      expect(again.result).to.deep.equal(first.result)
      expect(await invalidations(distribution)).to.have.length(known + 1)
    })

    it('rejects invalid parameters, and reports every issue', async () => {
      const { result } = await run({ distributionId: 'not an id', items: ['/a//*b'], dryrun: true })
      expect(result?.failureDetails?.type).to.equal('ConfigurationError')
      expect(result?.failureDetails?.message).to.include('distributionId').and.to.include('dryRun')
    })

    it('names the missing permission for a distribution that is not in its parameters', async () => {
      const { result } = await run({ distributionId: second, items: ['/*'] })
      expect(result?.failureDetails?.type).to.equal('PermissionError')
      expect(result?.failureDetails?.message).to.include('cloudfront:CreateInvalidation').and.to.include(distributionArn(second))
      expect(await invalidations(second)).to.deep.equal([])
    })

    it('is retried by Lambda until CodePipeline accepts the result, and invalidates once', async () => {
      const known = (await invalidations(distribution)).length
      pipeline.faults.schedule('PutJobSuccessResult', { kind: 'error', status: 400, code: 'ValidationException' }, knownFaults['503'])
      const { result } = await run({ distributionId: distribution, items: ['/again.html'] })
      expect(result?.operation).to.equal('PutJobSuccessResult')
      expect(await invalidations(distribution)).to.have.length(known + 1)
    })

    it('continues in another invocation while it waits', async () => {
      // With a timeout of six seconds, it continues in another invocation after a few seconds instead of thirty.
      await connect('--timeout', '6')
      cloudfront.delay(4)
      const { jobs, result } = await run({ distributionId: distribution, items: ['/slow.html'], waitForCompletion: true })
      expect(jobs).to.have.length.above(1)
      expect(result?.outputVariables).to.include({ Status: 'Completed' })
    })

    it('logs JSON without metrics, which would be billed, and no secrets', async () => {
      const { events } = await aws<{ events: ReadonlyArray<{ message: string }> }>(
        'logs',
        'filter-log-events',
        '--log-group-name',
        deployed.LogGroupName,
      )
      const lines = events.flatMap(({ message }) => message.split('\n')).filter(line => line.startsWith('{'))
      const entries = lines.map(line => JSON.parse(line))
      const created = entries.find(({ event }) => event === 'InvalidationCreated')
      expect(created).to.include({ level: 'INFO', targetId: distribution }).and.to.not.have.property('_aws')
      expect(entries.map(({ event }) => event)).to.include.members(['Planned', 'Reported', 'Finished', 'InvalidationFailed'])
      const everything = JSON.stringify(events)
      expect(everything).to.not.include(artifactCredentials.secretAccessKey)
      expect(everything).to.not.include(artifactCredentials.sessionToken)
    })
  })

  describe('by the AWS CLI, as docs/deploying.md says, with every parameter', () => {
    const role = 'cdn-invalidator'
    const roleArn = `arn:aws:iam::${otherAccount}:role/${role}`
    const keyArn = `arn:aws:kms:${region}:${account}:key/11111111-2222-3333-4444-555555555555`
    const topicArn = `arn:aws:sns:${region}:${account}:ops`
    const tenant = 'dt_2wjDZi3hD1ivOXf6rpZJO1AB'

    before(async () => {
      const bucket = 'deployment-packages'
      await aws('s3api', 'create-bucket', '--bucket', bucket, '--create-bucket-configuration', `LocationConstraint=${region}`)
      const commands = commandsUnder('docs/deploying.md', '## Without the SAM CLI')
      expect(commands).to.include('DistributionIds=CLOUDFRONTDISTID').and.to.include('PACKAGEBUCKET')
      const parameters = [
        `DistributionIds=${distribution},${second}`,
        `TenantIds=${tenant}`,
        `RoleArns=${roleArn}`,
        'ArtifactBucket=my-artifacts',
        `ArtifactKeyArn=${keyArn}`,
        'PipelineName=my-site',
        'ReservedConcurrency=5',
        'MetricsNamespace=CloudFrontInvalidator',
        'Dashboard=true',
        `AlarmTopicArn=${topicArn}`,
        'Tracing=Active',
      ]
      await shell(
        ministack,
        commands.replaceAll('PACKAGEBUCKET', bucket).replaceAll('DistributionIds=CLOUDFRONTDISTID', parameters.join(' ')),
      )
      await connect('--timeout', '60')
    })

    it('has only the permissions that the parameters require', async () => {
      expect(await permissions()).to.deep.equal(
        [
          ...(await always(distribution, second)),
          ...['CreateInvalidation', 'GetInvalidation', 'ListInvalidations'].map(
            operation =>
              `Allow cloudfront:${operation}ForDistributionTenant on arn:aws:cloudfront::${account}:distribution-tenant/${tenant}`,
          ),
          `Allow sts:AssumeRole on ${roleArn}`,
          'Allow s3:GetObject on arn:aws:s3:::my-artifacts/*',
          `Allow kms:Decrypt on ${keyArn}`,
          `Allow codepipeline:ListActionExecutions on arn:aws:codepipeline:${region}:${account}:my-site`,
          'Allow xray:PutTelemetryRecords on *',
          'Allow xray:PutTraceSegments on *',
        ].toSorted(),
      )
    })

    it('has its alarms and its dashboard', async () => {
      const { MetricAlarms } = await aws<{ MetricAlarms: ReadonlyArray<{ MetricName: string }> }>('cloudwatch', 'describe-alarms')
      expect(MetricAlarms.map(({ MetricName }) => MetricName)).to.have.members(['Errors', 'AsyncEventsDropped'])
      for (const alarm of MetricAlarms) {
        expect(alarm).to.deep.include({
          Namespace: 'AWS/Lambda',
          Dimensions: [{ Name: 'FunctionName', Value: deployed.FunctionName }],
          Statistic: 'Sum',
          Threshold: 1,
          ComparisonOperator: 'GreaterThanOrEqualToThreshold',
          TreatMissingData: 'notBreaching',
          AlarmActions: [topicArn],
        })
      }
      const { DashboardEntries } = await aws<{ DashboardEntries: ReadonlyArray<{ DashboardName: string }> }>(
        'cloudwatch',
        'list-dashboards',
      )
      const [{ DashboardName } = { DashboardName: '' }] = DashboardEntries
      const { DashboardBody } = await aws<{ DashboardBody: string }>('cloudwatch', 'get-dashboard', '--dashboard-name', DashboardName)
      expect(DashboardBody).to.include(deployed.FunctionName).and.to.not.include('${')
      expect(JSON.parse(DashboardBody).widgets).to.have.length(4)
    })

    it('invalidates two distributions in one job', async () => {
      const { result } = await run({ distributionId: [distribution, second], items: ['/both/*'] })
      expect(result?.outputVariables).to.include({ DistributionId: `${distribution},${second}`, PathCount: '2' })
      expect((await invalidations(second)).map(({ paths }) => paths)).to.deep.equal([['/both/*']])
    })

    it('names the one of two distributions that is denied, and invalidates the other', async () => {
      const { result } = await run({ distributionId: [distribution, otherDistribution], items: ['/half.html'] })
      expect(result?.failureDetails?.message).to.include(otherDistribution)
      expect((await invalidations(distribution)).map(({ paths }) => paths)).to.deep.include(['/half.html'])
    })

    it('assumes a role for a distribution in another account', async () => {
      const trust = trustIn(deployed.RoleArn, externalId)
      const policy = {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 'cloudfront:CreateInvalidation', Resource: distributionArn(otherDistribution, otherAccount) },
        ],
      }
      await otherAws('iam', 'create-role', '--role-name', role, '--assume-role-policy-document', JSON.stringify(trust))
      await otherAws('iam', 'put-role-policy', '--role-name', role, '--policy-name', 'cdn', '--policy-document', JSON.stringify(policy))

      const { result } = await run({ distributionId: otherDistribution, items: ['/abroad/*'], roleArn, externalId })
      expect(result?.operation, JSON.stringify(result)).to.equal('PutJobSuccessResult')
      expect((await invalidations(otherDistribution, otherAws)).map(({ paths }) => paths)).to.deep.equal([['/abroad/*']])

      const denied = await run({ distributionId: otherDistribution, items: ['/abroad/*'], roleArn, externalId: 'guessed' })
      expect(denied.result?.failureDetails?.type).to.equal('PermissionError')
      expect(denied.result?.failureDetails?.message).to.include('sts:AssumeRole').and.to.include(roleArn)
    })

    it('reads a file of items from the artifact bucket with the credentials of the job, and never without them', async () => {
      await aws('s3api', 'create-bucket', '--bucket', 'my-artifacts', '--create-bucket-configuration', `LocationConstraint=${region}`)
      const zip = join(ministack.home, 'artifact.zip')
      writeFileSync(zip, zipSync({ 'out/invalidate.txt': Buffer.from('/from-a-file.html\n/ü/*\n'), 'large.bin': randomBytes(1_000_000) }))
      await aws('s3api', 'put-object', '--bucket', 'my-artifacts', '--key', 'my-site/Site/TdOSFRV', '--body', zip)
      const event = jobEvent(randomUUID(), JSON.stringify({ distributionId: second, itemsFrom: 'SiteOutput::out/invalidate.txt' }))
      const { artifactCredentials: _, ...data } = event['CodePipeline.job'].data
      const [artifact] = data.inputArtifacts
      if (artifact) artifact.location.s3Location = { bucketName: 'my-artifacts', objectKey: 'my-site/Site/TdOSFRV' }
      const lambda = deployedFunction(aws, ministack, pipeline, deployed.FunctionName)
      const runWith = (more: object): Promise<ActionRun> =>
        runAction(pipeline, lambda, { 'CodePipeline.job': { ...event['CodePipeline.job'], data: { ...data, ...more } } })

      const refused = await runWith({})
      expect(refused.result?.failureDetails?.type).to.equal('PermissionError')
      expect(refused.result?.failureDetails?.message).to.include('no credentials for s3://my-artifacts/my-site/Site/TdOSFRV')

      const { Credentials: session } = await aws<{ Credentials: SessionCredentials }>('sts', 'get-session-token')
      const { AccessKeyId: accessKeyId, SecretAccessKey: secretAccessKey, SessionToken: sessionToken } = session
      const { result } = await runWith({ artifactCredentials: { accessKeyId, secretAccessKey, sessionToken } })
      expect(result?.operation, JSON.stringify(result)).to.equal('PutJobSuccessResult')
      expect((await invalidations(second)).map(({ paths }) => paths)).to.deep.include(['/%C3%BC/*', '/from-a-file.html'])
    })

    it('has no YAML aliases when it is packaged, because CloudFormation does not support them', () => {
      expect(readFileSync(join(root, 'dist/packaged.yaml'), 'utf8'))
        .to.include('DistributionIds')
        .and.to.not.match(/[&*]id/)
    })

    it('loses permissions when their parameters are emptied with the SAM CLI, as docs/deploying.md says', async () => {
      const emptied = ['TenantIds', 'RoleArns', 'ArtifactBucket', 'ArtifactKeyArn', 'PipelineName', 'MetricsNamespace'].map(
        name => `'${name}=""'`,
      )
      await shell(ministack, `sam deploy --parameter-overrides ${emptied.join(' ')} Dashboard=false Tracing=PassThrough`)
      await connect()
      expect(await permissions()).to.deep.equal((await always(distribution, second)).toSorted())
      const { DashboardEntries } = await aws<{ DashboardEntries: ReadonlyArray<unknown> }>('cloudwatch', 'list-dashboards')
      expect(DashboardEntries, 'a dashboard without metrics').to.deep.equal([])
    })

    it('builds the same package in another folder and time zone', async () => {
      const here = await shell(ministack, 'npm run --silent package && cat dist/SHA256SUMS')
      const elsewhere = await shell(
        ministack,
        'TZ=Asia/Tokyo npm run --silent package && cat dist/SHA256SUMS',
        join(ministack.home, 'checkout'),
      )
      const sums = (output: string): ReadonlyArray<string> => [...output.matchAll(/^[0-9a-f]{64} {2}\S+$/gm)].map(([line]) => line)
      expect(new Set(sums(here))).to.have.property('size', 4)
      expect(new Set(sums(elsewhere))).to.deep.equal(new Set(sums(here)))
    })

    it('runs from the versioned package', async () => {
      const zip = (await shell(ministack, 'npm run --silent package && echo dist/cloudfront-invalidator-[0-9]*.zip'))
        .trim()
        .split('\n')
        .at(-1)
      await aws('lambda', 'update-function-code', '--function-name', deployed.FunctionName, '--zip-file', `fileb://${root}${zip}`)
      const { result } = await run({ distributionId: second, items: ['/packaged.html'] })
      expect(result?.operation, JSON.stringify(result)).to.equal('PutJobSuccessResult')
      expect((await invalidations(second)).map(({ paths }) => paths)).to.deep.include(['/packaged.html'])
    })
  })
})
