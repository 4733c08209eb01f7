import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { checkout } from './support/checkout.ts'
import { type Invalidation, invalidationsOn } from './support/distribution.ts'
import { commandsUnder } from './support/documented.ts'
import { eventually } from './support/eventually.ts'
import { account, type MiniStack, region, startMiniStack } from './support/ministack.ts'
import { permissionsOf } from './support/permissions.ts'
import { attributesOf, deliver, lengthOf, receiveAll, remove } from './support/queue.ts'
import {
  createBucket,
  disableMapping,
  enableMapping,
  folderWith,
  mappingOf,
  outputsWithMapping,
  pathsOf,
  type S3EventsOutputs,
  watchedDistribution,
} from './support/s3-events.ts'
import { type AwsCli, awsCli, shell } from './support/shell.ts'

const document = 'docs/s3-events.md'
const directHeading = '### Straight from the bucket'

describe('template-s3-events.yaml, deployed to MiniStack as docs/s3-events.md says', () => {
  let ministack: MiniStack
  let aws: AwsCli
  let folder: string
  let deployed: S3EventsOutputs
  let distribution: Awaited<ReturnType<typeof watchedDistribution>>

  const run = (commands: string): Promise<string> => shell(ministack, commands.replaceAll('MYBUCKET', 'my-site'), folder)

  const copy = (from: string, to: string): Promise<string> => run(`aws s3 cp --quiet --recursive '${from}' 's3://my-site/${to}'`)

  const invalidatedBy = (act: () => Promise<unknown>, minimum: number): Promise<ReadonlyArray<Invalidation>> =>
    distribution.invalidatedBy(act, deployed.QueueUrl, minimum)

  before(async () => {
    ministack = await startMiniStack()
    aws = awsCli(ministack)
    folder = join(ministack.home, 'checkout')
    mkdirSync(folder)
    checkout(folder)
    await createBucket(aws, 'my-site')
    distribution = await watchedDistribution(aws)
    const commands = commandsUnder(document, '## Deploying')
    expect(commands).to.include('DistributionIds=CLOUDFRONTDISTID').and.to.include('BucketName=MYBUCKET')
    await run(
      commands.replaceAll(
        'DistributionIds=CLOUDFRONTDISTID',
        `DistributionIds=${distribution.id} MaxReceiveCount=5 MaxPaths=1000 MetricsNamespace=CloudFrontInvalidator`,
      ),
    )
    deployed = await outputsWithMapping(aws)
  })

  after(async () => {
    await ministack?.close()
  })

  it('has only the permissions that it needs', async () => {
    const log = `arn:aws:logs:${region}:${account}:log-group:${deployed.LogGroupName}:*`
    expect(await permissionsOf(aws, deployed.RoleArn.split('/').at(-1) ?? '')).to.deep.equal([
      `Allow cloudfront:CreateInvalidation on arn:aws:cloudfront::${account}:distribution/${distribution.id}`,
      ...['CreateLogStream', 'PutLogEvents'].map(action => `Allow logs:${action} on ${log}`),
      ...['DeleteMessage', 'GetQueueAttributes', 'ReceiveMessage'].map(action => `Allow sqs:${action} on ${deployed.QueueArn}`),
    ])
  })

  it('accepts messages only from its bucket', async () => {
    const { Policy = '' } = await attributesOf(aws, deployed.QueueUrl)
    expect(JSON.parse(Policy).Statement).to.deep.equal([
      {
        Sid: 'FromTheBucket',
        Effect: 'Allow',
        Principal: { Service: 's3.amazonaws.com' },
        Action: 'sqs:SendMessage',
        Resource: deployed.QueueArn,
        Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:s3:::my-site' }, StringEquals: { 'aws:SourceAccount': account } },
      },
    ])
    await createBucket(aws, 'other-site')
    const notify = commandsUnder(document, directHeading, 1).replaceAll('MYBUCKET', 'other-site')
    const error = await run(notify).catch(String)
    expect(error).to.include('Unable to validate the following destination configurations')
  })

  it('is consumed in batches with partial batch responses', async () => {
    expect(await mappingOf(aws, deployed.FunctionName)).to.deep.include({
      EventSourceArn: deployed.QueueArn,
      BatchSize: 10_000,
      MaximumBatchingWindowInSeconds: 60,
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      ScalingConfig: { MaximumConcurrency: 2 },
    })
  })

  it('rejects parameters that the function cannot read', async () => {
    const deploy = 'sam deploy --config-env s3-events --parameter-overrides'
    expect(await run(`${deploy} 'Include=a,,b'`).catch(String)).to.include("'Include'")
    expect(await run(`${deploy} ExternalId=site-42`).catch(String)).to.include('ExternalId requires RoleArn')
  })

  it('shows existing notifications of the bucket before it replaces them', async () => {
    const show = commandsUnder(document, directHeading)
    expect(await run(show)).to.equal('')
    await run(commandsUnder(document, directHeading, 1))
    expect(JSON.parse(await run(show)).QueueConfigurations[0]).to.include({ QueueArn: deployed.QueueArn })
  })

  describe('when the bucket notifies the queue', () => {
    const names = ['a b.html', 'a+b.html', '100%.html', 'what?.html', 'año/index.html', 'old~1/a.html']
    const paths = ['/a%20b.html', '/a+b.html', '/100%25.html', '/what%3F.html', '/a%C3%B1o/index.html', '/a%C3%B1o/', '/a%C3%B1o', '/old*']

    it('invalidates the paths of created objects with any names', async () => {
      const created = await invalidatedBy(() => copy(folderWith(ministack, 'names', names), ''), paths.length)
      expect([...pathsOf(created)]).to.have.members(paths)
    })

    it('invalidates the paths of deleted objects', async () => {
      const created = await invalidatedBy(() => run('aws s3 rm --quiet --recursive s3://my-site/'), paths.length)
      expect([...pathsOf(created)]).to.have.members(paths)
    })

    it('moves only a message that is not an event to the dead-letter queue', async () => {
      // Five attempts with the stack's visibility timeout of eleven minutes would take an hour.
      await aws('sqs', 'set-queue-attributes', '--queue-url', deployed.QueueUrl, '--attributes', 'VisibilityTimeout=1')
      const created = await invalidatedBy(async () => {
        await aws('sqs', 'send-message', '--queue-url', deployed.QueueUrl, '--message-body', 'garbage')
        await copy(folderWith(ministack, 'beside', ['beside.html']), '')
      }, 1)
      expect(created.map(({ paths }) => paths)).to.deep.equal([['/beside.html']])
      await eventually(
        () => lengthOf(aws, deployed.DeadLetterQueueUrl),
        length => length > 0,
      )
      expect((await receiveAll(aws, deployed.DeadLetterQueueUrl)).map(({ Body }) => Body)).to.deep.equal(['garbage'])
      await aws('sqs', 'set-queue-attributes', '--queue-url', deployed.QueueUrl, '--attributes', 'VisibilityTimeout=660')
    })

    it('logs JSON with metrics', async () => {
      const { events } = await aws<{ events: ReadonlyArray<{ message: string }> }>(
        'logs',
        'filter-log-events',
        ...['--log-group-name', deployed.LogGroupName],
      )
      const lines = events.flatMap(({ message }) => message.split('\n')).filter(line => line.startsWith('{'))
      const entries = lines.map(line => JSON.parse(line))
      const created = entries.find(({ event }) => event === 'InvalidationCreated')
      expect(created).to.include({ level: 'INFO', DistributionId: distribution.id, FunctionName: deployed.FunctionName, Invalidations: 1 })
      expect(created._aws.CloudWatchMetrics[0].Namespace).to.equal('CloudFrontInvalidator')
      expect(entries.map(({ event }) => event)).to.include.members(['Planned', 'Finished'])
    })
  })

  // MiniStack supports no batch window, and no batches of more than ten. So the mapping is disabled during the burst. Then the queue is
  // read as Lambda does: five readers collect one batch each. https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
  describe('in a burst of 500 objects', () => {
    const readers = 5
    const files = Array.from({ length: 500 }, (_, index) => `page ${index}.html`)
    let batches: ReadonlyArray<Awaited<ReturnType<typeof receiveAll>>>
    let created: ReadonlyArray<Invalidation>

    before(async () => {
      await disableMapping(aws, deployed.FunctionName)
      created = await invalidatedBy(async () => {
        await copy(folderWith(ministack, 'burst', files), 'burst/')
        await eventually(
          () => lengthOf(aws, deployed.QueueUrl),
          length => length >= files.length,
        )
        batches = await Promise.all(Array.from({ length: readers }, () => receiveAll(aws, deployed.QueueUrl)))
        for (const batch of batches) await remove(aws, deployed.QueueUrl, await deliver(aws, ministack, deployed, batch))
      }, files.length)
    })

    after(() => enableMapping(aws, deployed.FunctionName))

    it('invalidates exactly the paths of the objects', () => {
      expect([...pathsOf(created)]).to.have.members(files.map(name => `/burst/${name.replaceAll(' ', '%20')}`))
    })

    it('creates at most five invalidations', () => {
      expect(created.length).to.be.within(1, readers)
    })

    it('leaves nothing in the queue', async () => {
      expect(await lengthOf(aws, deployed.QueueUrl)).to.equal(0)
    })

    it('invalidates nothing twice if the same batches are redelivered', async () => {
      const known = (await invalidationsOn(aws, distribution.id)).length
      for (const batch of batches) expect(await deliver(aws, ministack, deployed, batch)).to.deep.equal(batch)
      expect(await invalidationsOn(aws, distribution.id)).to.have.length(known)
    })
  })
})
