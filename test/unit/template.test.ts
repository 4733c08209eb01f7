import { expect } from 'chai'
import { embeddedMetrics } from '../../src/adapters/cloudwatch/embedded-metrics.ts'
import type { LogEntry } from '../../src/ports/log-entry.ts'
import { evaluator, isAllowed, isRejectedBy } from '../support/templates/evaluate.ts'
import { permissionsWith, codePipelineTemplate as template } from '../support/templates/templates.ts'

const lambda = template.Resources.Function.Properties
const role = template.Resources.Role.Properties

interface Statement {
  readonly Action: unknown
  readonly Resource: unknown
}

interface Policy {
  readonly PolicyDocument: { readonly Statement: ReadonlyArray<Statement> }
}

type Conditional = { readonly 'Fn::If': readonly [condition: string, policy: Policy, otherwise: unknown] }

const [, ...conditional]: readonly [Policy, ...Conditional[]] = role.Policies
const granted = ({ PolicyDocument }: Policy) => PolicyDocument.Statement.map(({ Action, Resource }) => ({ Action, Resource }))

const always = [
  ...['PutJobSuccessResult', 'PutJobFailureResult'].map(action => `codepipeline:${action} on *`),
  ...['CreateLogStream', 'PutLogEvents'].map(action => `logs:${action} on {"Fn::GetAtt":"LogGroup.Arn"}`),
]

describe('template.yaml', () => {
  it('always allows these actions', () => {
    expect(permissionsWith(template, { DistributionIds: '' })).to.deep.equal(always)
  })

  it('allows the three operations on distributions and on tenants, on those that are named', () => {
    const on = (operations: ReadonlyArray<string>, resource: string): ReadonlyArray<string> =>
      operations.map(operation => `cloudfront:${operation} on arn:\${AWS::Partition}:cloudfront::\${AWS::AccountId}:${resource}`)
    const operations = ['CreateInvalidation', 'GetInvalidation', 'ListInvalidations']
    const distribution = on(operations, 'distribution/E1')
    const ofTenants = operations.map(operation => `${operation}ForDistributionTenant`)
    const tenant = on(ofTenants, 'distribution-tenant/dt_1')
    expect(permissionsWith(template, { DistributionIds: 'E1' })).to.have.members([...always, ...distribution])
    expect(permissionsWith(template, { DistributionIds: '', TenantIds: 'dt_1' })).to.have.members([...always, ...tenant])
    expect(permissionsWith(template, { DistributionIds: 'E1', TenantIds: 'dt_1' })).to.have.members([...always, ...distribution, ...tenant])
  })

  it('allows other actions only if a parameter is set, on the resource that it names', () => {
    const permissions = conditional.map(({ 'Fn::If': [condition, policy, otherwise] }) => ({
      condition,
      granted: granted(policy),
      otherwise,
    }))
    const otherwise = { Ref: 'AWS::NoValue' }
    expect(permissions).to.deep.equal([
      { condition: 'HasRoles', granted: [{ Action: 'sts:AssumeRole', Resource: { Ref: 'RoleArns' } }], otherwise },
      {
        condition: 'HasArtifactBucket',
        granted: [{ Action: 's3:GetObject', Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::${ArtifactBucket}/*' } }],
        otherwise,
      },
      { condition: 'HasArtifactKey', granted: [{ Action: 'kms:Decrypt', Resource: { Ref: 'ArtifactKeyArn' } }], otherwise },
      {
        condition: 'HasPipeline',
        granted: [
          {
            Action: 'codepipeline:ListActionExecutions',
            Resource: { 'Fn::Sub': 'arn:${AWS::Partition}:codepipeline:${AWS::Region}:${AWS::AccountId}:${PipelineName}' },
          },
        ],
        otherwise,
      },
      {
        condition: 'IsTraced',
        granted: [{ Action: ['xray:PutTraceSegments', 'xray:PutTelemetryRecords'], Resource: '*' }],
        otherwise,
      },
    ])
  })

  it('accepts only ARNs of roles, without wildcards', () => {
    const role = 'arn:aws:iam::222222222222:role/invalidate'
    for (const arn of ['', role, 'arn:aws-us-gov:iam::222222222222:role/ci/Invalidate+=.@_-']) {
      expect(isAllowed(template, 'RoleArns', arn), arn).to.equal(true)
    }
    const rejected = [
      '*',
      `${role}*`,
      'arn:aws:iam::222222222222:role/*',
      'arn:aws:iam::*:role/a',
      'arn:aws:iam::1:role/a',
      ` ${role}`,
      'arn:aws:iam::222222222222:user/a',
    ]
    for (const arn of rejected) expect(isAllowed(template, 'RoleArns', arn), arn).to.equal(false)
  })

  it('requires a distribution, a tenant or a role, so that the function can invalidate something', () => {
    const isRejected = isRejectedBy(template, 'SomethingToInvalidate')
    const roles = 'arn:aws:iam::222222222222:role/a,arn:aws:iam::333333333333:role/b'
    const given = [{ DistributionIds: 'E1' }, { TenantIds: 'dt_1' }, { RoleArns: roles }, {}]
    expect(given.map(parameters => isRejected({ DistributionIds: '', ...parameters }))).to.deep.equal([false, false, false, true])
  })

  it('is retried by Lambda until the action times out', () => {
    expect(lambda.EventInvokeConfig).to.deep.equal({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 1_200 })
  })

  it('exports the name of the function', () => {
    expect(template.Outputs.FunctionName).to.deep.include({ Value: { Ref: 'Function' } })
    expect(template.Outputs.FunctionName.Export.Name).to.deep.equal({ 'Fn::Sub': '${AWS::StackName}-FunctionName' })
  })

  it('has a dashboard only with metrics, and rejects it without them', () => {
    const isRejected = isRejectedBy(template, 'DashboardNeedsMetrics')
    expect(isRejected({})).to.equal(false)
    expect(isRejected({ Dashboard: 'true' })).to.equal(true)
    expect(isRejected({ Dashboard: 'true', MetricsNamespace: 'N' })).to.equal(false)
    expect(template.Resources.MetricsDashboard.Condition).to.equal('HasDashboard')
    expect(
      [{}, { Dashboard: 'true', MetricsNamespace: 'N' }].map(given => evaluator(template, given)({ 'Fn::If': ['HasDashboard', 1, 0] })),
    ).to.deep.equal([0, 1])
  })

  it('has a dashboard that is valid JSON', () => {
    const { 'Fn::Sub': body } = template.Resources.MetricsDashboard.Properties.DashboardBody
    expect(JSON.parse(body).widgets).to.have.length(4)
  })

  it('shows every metric on its dashboard, with its published dimensions', () => {
    const { 'Fn::Sub': body } = template.Resources.MetricsDashboard.Properties.DashboardBody
    const searches = [...body.matchAll(/SEARCH\('\{\\"\$\{MetricsNamespace\}\\",([\w,]+)\} [^']*MetricName=\(?([^')]+)/g)].flatMap(
      ([, dimensions, names = '']) => [...names.matchAll(/\\"(\w+)\\"/g)].map(([, name]) => `${name} by ${dimensions}`),
    )
    const plain = [...body.matchAll(/\["\$\{MetricsNamespace\}", "(\w+)", "(\w+)", "\$\{Function\}"/g)].map(
      ([, name, dimension]) => `${name} by ${dimension}`,
    )
    const request = { jobId: 'J', targetId: 'E1', reference: 'r', items: 1 }
    const failure = { _tag: 'Throttled', code: 'c' } as const
    const entries: ReadonlyArray<LogEntry> = [
      { _tag: 'InvalidationCreated', ...request, invalidation: { id: 'I1', status: 'Completed' } },
      { _tag: 'InvalidationFailed', ...request, failure },
      { _tag: 'Finished', jobId: 'J', milliseconds: 1, answer: { _tag: 'Failure', kind: 'failed', message: 'm', invalidationIds: [] } },
      { _tag: 'Finished', jobId: 'J', milliseconds: 1, answer: { _tag: 'Continuation', token: 't', summary: 's', percentComplete: 0 } },
    ]
    const written = entries.flatMap(entry => {
      const line = embeddedMetrics({ namespace: 'N', functionName: 'F' })(entry, 0) as {
        _aws: {
          CloudWatchMetrics: ReadonlyArray<{ Dimensions: ReadonlyArray<ReadonlyArray<string>>; Metrics: ReadonlyArray<{ Name: string }> }>
        }
      }
      return line._aws.CloudWatchMetrics.flatMap(({ Dimensions: [dimensions = []], Metrics }) =>
        Metrics.map(({ Name }) => `${Name} by ${dimensions.join(',')}`),
      )
    })
    expect(new Set([...searches, ...plain])).to.deep.equal(new Set(written))
  })
})
