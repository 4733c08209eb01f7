import { expect } from 'chai'
import { createDistribution, invalidationsOn } from './support/distribution.ts'
import { commandsUnder } from './support/documented.ts'
import { eventually } from './support/eventually.ts'
import { account, type MiniStack, region, startMiniStack } from './support/ministack.ts'
import { permissionsOf, trustIn } from './support/permissions.ts'
import { attributesOf } from './support/queue.ts'
import { createBucket, folderWith, outputsWithMapping, pathsOf, type S3EventsOutputs, watchedDistribution } from './support/s3-events.ts'
import { type AwsCli, awsCli, shell } from './support/shell.ts'

const document = 'docs/s3-events.md'
const otherAccount = '222222222222'
const topicArn = `arn:aws:sns:${region}:${account}:uploads`
const alarmTopicArn = `arn:aws:sns:${region}:${account}:ops`

describe('template-s3-events.yaml, deployed to MiniStack with EventBridge, SNS or a role', () => {
  let ministack: MiniStack
  let aws: AwsCli
  let deployed: S3EventsOutputs
  let distribution: Awaited<ReturnType<typeof watchedDistribution>>

  /** Runs documented commands with the existing build, then updates the outputs. */
  const run = async (commands: string): Promise<void> => {
    await shell(
      ministack,
      commands.replaceAll('MYBUCKET', 'my-site').replaceAll('TOPICARN', topicArn).replace('npm ci && npm run build\n', ''),
    )
    deployed = await outputsWithMapping(aws)
  }

  const put = (...names: ReadonlyArray<string>): Promise<string> =>
    shell(ministack, `aws s3 cp --quiet --recursive '${folderWith(ministack, `of ${names[0]}`, names)}' s3://my-site/`)

  const invalidatedBy = (act: () => Promise<unknown>, minimum: number) => distribution.invalidatedBy(act, deployed.QueueUrl, minimum)

  const senders = async (): Promise<unknown> => {
    const { Policy = '' } = await attributesOf(aws, deployed.QueueUrl)
    const { Statement } = JSON.parse(Policy) as {
      readonly Statement: ReadonlyArray<{ Principal: { Service: string }; Condition: object }>
    }
    return Statement.map(({ Principal, Condition }) => [Principal.Service, Condition])
  }

  const theBucket = [
    's3.amazonaws.com',
    { ArnEquals: { 'aws:SourceArn': 'arn:aws:s3:::my-site' }, StringEquals: { 'aws:SourceAccount': account } },
  ]

  before(async () => {
    ministack = await startMiniStack()
    aws = awsCli(ministack)
    await createBucket(aws, 'my-site')
    distribution = await watchedDistribution(aws)
    const more = [
      `DistributionIds=${distribution.id}`,
      'OriginPath=/production',
      "'Exclude=drafts/,*.map'",
      `AlarmTopicArn=${alarmTopicArn}`,
    ]
    await run(commandsUnder(document, '## Deploying').replace('DistributionIds=CLOUDFRONTDISTID', more.join(' ')))
  })

  after(async () => {
    await ministack?.close()
  })

  it('has its alarms', async () => {
    const { MetricAlarms } = await aws<{
      MetricAlarms: ReadonlyArray<{
        Namespace: string
        MetricName: string
        Dimensions: readonly [{ Value: string }]
        AlarmActions: string[]
      }>
    }>('cloudwatch', 'describe-alarms')
    const nameOf = (url: string): string => url.split('/').at(-1) ?? ''
    expect(MetricAlarms.map(({ MetricName, Dimensions: [{ Value }] }) => `${MetricName} of ${Value}`)).to.have.members([
      `ApproximateNumberOfMessagesVisible of ${nameOf(deployed.DeadLetterQueueUrl)}`,
      `ApproximateAgeOfOldestMessage of ${nameOf(deployed.QueueUrl)}`,
      `Errors of ${deployed.FunctionName}`,
    ])
    for (const { AlarmActions } of MetricAlarms) expect(AlarmActions).to.deep.equal([alarmTopicArn])
  })

  it('invalidates objects reported by EventBridge if they are served and not excluded', async () => {
    await run(commandsUnder(document, '### Through EventBridge'))
    const names = [
      'production/a b+c~d.html',
      'production/e%20f.html',
      'production/drafts/x.html',
      'production/x.js.map',
      'elsewhere/x.html',
    ]
    const created = await invalidatedBy(() => put(...names), 4)
    // A key from EventBridge may be encoded.
    expect([...pathsOf(created)]).to.have.members(['/a%20b+c*', '/a%20b%20c*', '/e%2520f.html', '/e%20f.html'])
    const [rule] = (await aws<{ Rules: ReadonlyArray<{ Arn: string }> }>('events', 'list-rules')).Rules
    expect(await senders()).to.deep.equal([theBucket, ['events.amazonaws.com', { ArnEquals: { 'aws:SourceArn': rule?.Arn } }]])
  })

  it('invalidates objects reported by an SNS topic', async () => {
    const mayPublish = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { Service: 's3.amazonaws.com' },
          Action: 'sns:Publish',
          Resource: topicArn,
          Condition: { ArnEquals: { 'aws:SourceArn': 'arn:aws:s3:::my-site' } },
        },
      ],
    }
    await aws('sns', 'create-topic', '--name', 'uploads', '--attributes', JSON.stringify({ Policy: JSON.stringify(mayPublish) }))
    const notify = { TopicConfigurations: [{ TopicArn: topicArn, Events: ['s3:ObjectCreated:*'] }] }
    await aws(
      's3api',
      'put-bucket-notification-configuration',
      ...['--bucket', 'my-site', '--notification-configuration', JSON.stringify(notify)],
    )
    await run(`${commandsUnder(document, '### Through an SNS topic').trim()} EventBridge=false`)
    // MiniStack's filters do not look into arrays, so it would drop every event of S3, whose records are an array.
    const { Subscriptions } = await aws<{ Subscriptions: readonly [{ SubscriptionArn: string }] }>(
      'sns',
      ...['list-subscriptions-by-topic', '--topic-arn', topicArn],
    )
    const filter = ['--attribute-name', 'FilterPolicy', '--attribute-value', '{}']
    await aws('sns', 'set-subscription-attributes', '--subscription-arn', Subscriptions[0].SubscriptionArn, ...filter)
    const created = await invalidatedBy(() => put('production/wrapped & sent.html'), 1)
    expect([...pathsOf(created)]).to.deep.equal(['/wrapped%20&%20sent.html'])
    expect(await senders()).to.deep.equal([theBucket, ['sns.amazonaws.com', { ArnEquals: { 'aws:SourceArn': topicArn } }]])
  })

  it('assumes a role for a distribution in another account, and then has no permission for its own', async () => {
    const otherAws = awsCli(ministack, otherAccount)
    const otherDistribution = await createDistribution(otherAws)
    const roleArn = `arn:aws:iam::${otherAccount}:role/cdn-invalidator`
    const trust = trustIn(deployed.RoleArn, 'site-42')
    const policy = {
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: 'cloudfront:CreateInvalidation',
          Resource: `arn:aws:cloudfront::${otherAccount}:distribution/${otherDistribution}`,
        },
      ],
    }
    const name = ['--role-name', 'cdn-invalidator']
    await otherAws('iam', 'create-role', ...name, '--assume-role-policy-document', JSON.stringify(trust))
    await otherAws('iam', 'put-role-policy', ...name, '--policy-name', 'cdn', '--policy-document', JSON.stringify(policy))
    const parameters = `DistributionIds=${otherDistribution} RoleArn=${roleArn} ExternalId=site-42`
    await run(`sam deploy --config-env s3-events --parameter-overrides ${parameters}`)

    const permissions = await permissionsOf(aws, deployed.RoleArn.split('/').at(-1) ?? '')
    expect(permissions.filter(permission => !/ (sqs|logs):/.test(permission))).to.deep.equal([`Allow sts:AssumeRole on ${roleArn}`])
    await put('production/abroad.html')
    const created = await eventually(
      () => invalidationsOn(otherAws, otherDistribution),
      found => found.length > 0,
    )
    expect(created.map(({ paths }) => paths)).to.deep.equal([['/abroad.html']])
  })
})
