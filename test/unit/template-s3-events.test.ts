import { expect } from 'chai'
import { evaluator, type Parameters } from '../support/evaluate.ts'
import { rightsWith, s3EventsTemplate as template } from '../support/templates.ts'

const required = { BucketName: 'my-site', DistributionIds: 'E1' }
const invalidate = 'cloudfront:CreateInvalidation on arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/E1'
const always = [
  ...['ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map(action => `sqs:${action} on {"Fn::GetAtt":"Queue.Arn"}`),
  ...['CreateLogStream', 'PutLogEvents'].map(action => `logs:${action} on {"Fn::GetAtt":"LogGroup.Arn"}`),
]

const queue = template.Resources.Queue.Properties
const fourteenDays = 14 * 24 * 60 * 60

const whoMaySend = (parameters: Parameters) => {
  const { Statement } = evaluator(template, { ...required, ...parameters })(template.Resources.QueuePolicy.Properties.PolicyDocument) as {
    readonly Statement: ReadonlyArray<{
      Effect: string
      Principal: { Service: string }
      Action: string
      Resource: object
      Condition: object
    }>
  }
  for (const { Effect, Action, Resource } of Statement) {
    expect({ Effect, Action, Resource }).to.deep.equal({
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Resource: { 'Fn::GetAtt': 'Queue.Arn' },
    })
  }
  return Statement.map(({ Principal, Condition }) => [Principal.Service, Condition])
}

const theBucket = [
  's3.amazonaws.com',
  {
    ArnEquals: { 'aws:SourceArn': 'arn:${AWS::Partition}:s3:::my-site' },
    StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } },
  },
]

describe('template-s3-events.yaml, its rights', () => {
  it('are to take events, to write its log, and to invalidate these distributions', () => {
    expect(rightsWith(template, required)).to.have.members([...always, invalidate])
  })

  it('are to take on a role in place of invalidating, where one is given', () => {
    const role = 'arn:aws:iam::111111111111:role/cdn'
    expect(rightsWith(template, { ...required, RoleArn: role })).to.have.members([...always, `sts:AssumeRole on ${role}`])
  })

  it('are to send traces, where these are asked for', () => {
    const traces = ['xray:PutTraceSegments on *', 'xray:PutTelemetryRecords on *']
    expect(rightsWith(template, { ...required, Tracing: 'Active' })).to.have.members([...always, invalidate, ...traces])
  })

  it('ask for a role where there is an external id', () => {
    const { RuleCondition, Assertions } = template.Rules.ExternalIdNeedsRole
    const isRefused = (parameters: Parameters): boolean => {
      const evaluate = evaluator(template, parameters)
      return evaluate(RuleCondition) === true && evaluate(Assertions[0].Assert) === false
    }
    expect(isRefused({ ExternalId: 'site-42' })).to.equal(true)
    expect(isRefused({ ExternalId: 'site-42', RoleArn: 'arn:aws:iam::111111111111:role/cdn' })).to.equal(false)
    expect(isRefused({})).to.equal(false)
  })
})

describe('template-s3-events.yaml, its queue', () => {
  it('takes messages of the bucket in this account, and of nobody else', () => {
    expect(whoMaySend({})).to.deep.equal([theBucket])
  })

  it('takes those of the EventBridge rule and of the topic where a parameter asks for them', () => {
    const topic = 'arn:aws:sns:eu-west-1:111111111111:uploads'
    expect(whoMaySend({ EventBridge: 'true', TopicArn: topic })).to.deep.equal([
      theBucket,
      ['events.amazonaws.com', { ArnEquals: { 'aws:SourceArn': { 'Fn::GetAtt': 'Rule.Arn' } } }],
      ['sns.amazonaws.com', { ArnEquals: { 'aws:SourceArn': topic } }],
    ])
  })

  // https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
  it('keeps a message hidden for six times as long as the function runs, and the longest batch window', () => {
    const longest = template.Parameters.BatchWindowInSeconds.MaxValue
    expect(queue.VisibilityTimeout).to.be.at.least(6 * template.Resources.Function.Properties.Timeout + longest)
  })

  it('lets events outlast three hours of a busy CloudFront, and five attempts at least', () => {
    const { Default, MinValue } = template.Parameters.MaxReceiveCount
    expect((Default - 1) * queue.VisibilityTimeout).to.be.at.least(3 * 60 * 60)
    expect(MinValue).to.equal(5)
    expect(queue.RedrivePolicy).to.deep.equal({
      deadLetterTargetArn: { 'Fn::GetAtt': 'DeadLetterQueue.Arn' },
      maxReceiveCount: { Ref: 'MaxReceiveCount' },
    })
  })

  it('keeps what it has encrypted, for as long as SQS can', () => {
    for (const { SqsManagedSseEnabled, MessageRetentionPeriod } of [queue, template.Resources.DeadLetterQueue.Properties]) {
      expect({ SqsManagedSseEnabled, MessageRetentionPeriod }).to.deep.equal({
        SqsManagedSseEnabled: true,
        MessageRetentionPeriod: fourteenDays,
      })
    }
  })

  it('is emptied in batches, whose messages fail one by one', () => {
    const { FunctionResponseTypes, ...mapping } = template.Resources.Batches.Properties
    expect(FunctionResponseTypes).to.deep.equal(['ReportBatchItemFailures'])
    expect(evaluator(template, {})(mapping)).to.deep.equal({
      FunctionName: { Ref: 'Function' },
      EventSourceArn: { 'Fn::GetAtt': 'Queue.Arn' },
      BatchSize: '10000',
      MaximumBatchingWindowInSeconds: '60',
      ScalingConfig: { MaximumConcurrency: '2' },
    })
    // Lambda refuses batches of more than ten without a window, and fewer than two at once.
    expect(template.Parameters.BatchWindowInSeconds.MinValue).to.equal(1)
    expect(template.Parameters.MaximumConcurrency.MinValue).to.equal(2)
  })

  it('raises an alarm before SQS leaves out of its age what failed three times, and not at the first failure', () => {
    const { Threshold } = template.Resources.WaitingAlarm.Properties
    expect(Threshold).to.be.within(queue.VisibilityTimeout + template.Parameters.BatchWindowInSeconds.MaxValue, 2 * queue.VisibilityTimeout)
  })
})
