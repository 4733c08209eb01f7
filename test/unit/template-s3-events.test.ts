import { expect } from 'chai'
import { evaluator, isRejectedBy, type Parameters } from '../support/templates/evaluate.ts'
import { permissionsWith, s3EventsTemplate as template } from '../support/templates/templates.ts'

const required = { BucketName: 'my-site', DistributionIds: 'E1' }
const invalidate = 'cloudfront:CreateInvalidation on arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/E1'
const always = [
  ...['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map(action => `sqs:${action} on {"Fn::GetAtt":"Queue.Arn"}`),
  ...['CreateLogStream', 'PutLogEvents'].map(action => `logs:${action} on {"Fn::GetAtt":"LogGroup.Arn"}`),
]

const queue = template.Resources.Queue.Properties
const fourteenDays = 14 * 24 * 60 * 60

const allowedSenders = (parameters: Parameters) => {
  const { Statement } = evaluator(template, { ...required, ...parameters })(template.Resources.QueuePolicy.Properties.PolicyDocument) as {
    readonly Statement: ReadonlyArray<{
      Effect: string
      Principal: { Service: string }
      Action: string
      Resource: object
      Condition: object
    }>
  }
  const allowed = Statement.filter(({ Effect }) => Effect === 'Allow')
  for (const { Effect, Action, Resource } of allowed) {
    expect({ Effect, Action, Resource }).to.deep.equal({
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Resource: { 'Fn::GetAtt': 'Queue.Arn' },
    })
  }
  return allowed.map(({ Principal, Condition }) => [Principal.Service, Condition])
}

const theBucket = [
  's3.amazonaws.com',
  {
    ArnEquals: { 'aws:SourceArn': 'arn:${AWS::Partition}:s3:::my-site' },
    StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
  },
]

describe("template-s3-events.yaml, the function's role", () => {
  it('may receive events, write its log and invalidate these distributions', () => {
    expect(permissionsWith(template, required)).to.have.members([...always, invalidate])
  })

  it('may invalidate these tenants, if there are any', () => {
    const tenant =
      'cloudfront:CreateInvalidationForDistributionTenant on arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution-tenant/dt_1'
    expect(permissionsWith(template, { ...required, TenantIds: 'dt_1' })).to.have.members([...always, invalidate, tenant])
    expect(permissionsWith(template, { ...required, DistributionIds: '', TenantIds: 'dt_1' })).to.have.members([...always, tenant])
  })

  it('counts the paths of its first distribution or tenant', () => {
    const firstOf = (parameters: Parameters): unknown =>
      evaluator(template, { ...required, ...parameters })(template.Resources.PathsAlarm.Properties.Dimensions[1].Value)
    const given = [{ DistributionIds: 'E1,E2', TenantIds: 'dt_1' }, { DistributionIds: '', TenantIds: 'dt_1,dt_2' }, {}]
    expect(given.map(firstOf)).to.deep.equal(['E1', 'dt_1', 'E1'])
  })

  it('may assume a role instead of invalidating, if RoleArn is set', () => {
    const role = 'arn:aws:iam::111111111111:role/cdn'
    expect(permissionsWith(template, { ...required, RoleArn: role })).to.have.members([...always, `sts:AssumeRole on ${role}`])
  })

  it('may send traces, if tracing is active', () => {
    const traces = ['xray:PutTraceSegments on *', 'xray:PutTelemetryRecords on *']
    expect(permissionsWith(template, { ...required, Tracing: 'Active' })).to.have.members([...always, invalidate, ...traces])
  })

  it('requires a distribution or a tenant, also with RoleArn, because events name none', () => {
    const isRejected = isRejectedBy(template, 'DistributionsOrTenants')
    const given = [{ DistributionIds: 'E1' }, { TenantIds: 'dt_1' }, { RoleArn: 'arn:aws:iam::111111111111:role/cdn' }]
    expect(given.map(parameters => isRejected({ DistributionIds: '', ...parameters }))).to.deep.equal([false, false, true])
  })

  it('requires RoleArn if ExternalId is set', () => {
    const isRejected = isRejectedBy(template, 'ExternalIdNeedsRole')
    expect(isRejected({ ExternalId: 'site-42' })).to.equal(true)
    expect(isRejected({ ExternalId: 'site-42', RoleArn: 'arn:aws:iam::111111111111:role/cdn' })).to.equal(false)
    expect(isRejected({})).to.equal(false)
  })
})

describe('template-s3-events.yaml, the queue', () => {
  it('accepts messages only from the bucket in this account', () => {
    expect(allowedSenders({})).to.deep.equal([theBucket])
  })

  it('is not the dead-letter queue of another queue', () => {
    for (const name of ['Queue', 'UndeliveredQueue'])
      expect(template.Resources[name].Properties.RedriveAllowPolicy).to.deep.equal({ redrivePermission: 'denyAll' })
  })

  it('accepts messages from the EventBridge rule and the topic if their parameters are set', () => {
    const topic = 'arn:aws:sns:eu-west-1:111111111111:uploads'
    expect(allowedSenders({ EventBridge: 'true', TopicArn: topic })).to.deep.equal([
      theBucket,
      ['events.amazonaws.com', { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': 'Rule.Arn' } } }],
      ['sns.amazonaws.com', { ArnEquals: { 'aws:SourceArn': topic } }],
    ])
  })

  it('receives only events of the bucket from a topic, and keeps what cannot be delivered', () => {
    const undelivered = { 'Fn::GetAtt': 'UndeliveredQueue.Arn' }
    const { FilterPolicy, FilterPolicyScope, RedrivePolicy } = evaluator(template, {
      ...required,
      TopicArn: 'arn:aws:sns:eu-west-1:111111111111:uploads',
    })(template.Resources.Subscription.Properties) as Record<string, unknown>
    expect({ FilterPolicy, FilterPolicyScope, RedrivePolicy }).to.deep.equal({
      FilterPolicy: { Records: { s3: { bucket: { name: ['my-site'] } } } },
      FilterPolicyScope: 'MessageBody',
      RedrivePolicy: { deadLetterTargetArn: undelivered },
    })
    expect(template.Resources.Rule.Properties.Targets[0].DeadLetterConfig).to.deep.equal({ Arn: undelivered })
  })

  it('shows where every queue is, as long as it exists', () => {
    for (const name of ['Queue', 'DeadLetterQueue', 'UndeliveredQueue']) {
      const { Value, Condition } = template.Outputs[`${name}Url`]
      expect([Value, Condition]).to.deep.equal([{ Ref: name }, template.Resources[name].Condition])
    }
  })

  // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
  it("has a visibility timeout of at least six times the function's timeout plus the longest batch window", () => {
    const maxWindow = template.Parameters.BatchWindowInSeconds.MaxValue
    expect(queue.VisibilityTimeout).to.be.at.least(6 * template.Resources.Function.Properties.Timeout + maxWindow)
  })

  it('retries events for three hours, and at least five times', () => {
    const { Default, MinValue } = template.Parameters.MaxReceiveCount
    expect((Default - 1) * queue.VisibilityTimeout).to.be.at.least(3 * 60 * 60)
    expect(MinValue).to.equal(5)
    expect(queue.RedrivePolicy).to.deep.equal({
      deadLetterTargetArn: { 'Fn::GetAtt': 'DeadLetterQueue.Arn' },
      maxReceiveCount: { Ref: 'MaxReceiveCount' },
    })
  })

  it('encrypts messages, and keeps them for as long as SQS can', () => {
    for (const { SqsManagedSseEnabled, MessageRetentionPeriod } of [queue, template.Resources.DeadLetterQueue.Properties]) {
      expect({ SqsManagedSseEnabled, MessageRetentionPeriod }).to.deep.equal({
        SqsManagedSseEnabled: true,
        MessageRetentionPeriod: fourteenDays,
      })
    }
  })

  it('is consumed in batches, with partial batch responses', () => {
    const { FunctionResponseTypes, ...mapping } = template.Resources.Batches.Properties
    expect(FunctionResponseTypes).to.deep.equal(['ReportBatchItemFailures'])
    expect(evaluator(template, {})(mapping)).to.deep.equal({
      FunctionName: { Ref: 'Function' },
      EventSourceArn: { 'Fn::GetAtt': 'Queue.Arn' },
      BatchSize: '10000',
      MaximumBatchingWindowInSeconds: '60',
      ScalingConfig: { MaximumConcurrency: '2' },
    })
    // Lambda rejects batches of more than ten messages without a window, and a maximum concurrency below two.
    expect(template.Parameters.BatchWindowInSeconds.MinValue).to.equal(1)
    expect(template.Parameters.MaximumConcurrency.MinValue).to.equal(2)
  })

  it('raises an alarm after the first failure, and before SQS excludes messages that were received three times from the age', () => {
    const { Threshold } = template.Resources.WaitingAlarm.Properties
    expect(Threshold).to.be.within(queue.VisibilityTimeout + template.Parameters.BatchWindowInSeconds.MaxValue, 2 * queue.VisibilityTimeout)
  })

  it('raises an alarm on many paths only with metrics and a topic, and requires them', () => {
    const isRejected = isRejectedBy(template, 'PathsAlarmNeedsMetrics')
    const needed = { MetricsNamespace: 'N', AlarmTopicArn: 'arn:aws:sns:eu-west-1:111111111111:ops' }
    expect([{}, { AlarmPathsPerDay: '0' }, { AlarmPathsPerDay: '100', ...needed }].map(isRejected)).to.deep.equal([false, false, false])
    expect(isRejected({ AlarmPathsPerDay: '100', MetricsNamespace: 'N' })).to.equal(true)
    expect(isRejected({ AlarmPathsPerDay: '100', AlarmTopicArn: needed.AlarmTopicArn })).to.equal(true)
    const hasAlarm = (parameters: Parameters): unknown => evaluator(template, parameters)({ 'Fn::If': ['HasPathsAlarm', true, false] })
    expect([needed, { AlarmPathsPerDay: '100', ...needed }].map(hasAlarm)).to.deep.equal([false, true])
  })
})
