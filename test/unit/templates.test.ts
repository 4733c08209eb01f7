import { expect } from 'chai'
import { isAllowed, type Parameters } from '../support/templates/evaluate.ts'
import { codePipelineTemplate, permissionsWith, readText, s3EventsTemplate } from '../support/templates/templates.ts'

const templates = {
  'template.yaml': { template: codePipelineTemplate, folder: 'dist/codepipeline/', readme: 'README.md' },
  'template-s3-events.yaml': { template: s3EventsTemplate, folder: 'dist/s3-events/', readme: 'docs/s3-events.md' },
}

for (const [file, { template, folder, readme }] of Object.entries(templates)) {
  const lambda = template.Resources.Function.Properties

  describe(file, () => {
    it('deploys the build on a supported runtime', () => {
      expect(lambda).to.include({ CodeUri: folder, Handler: 'index.handler', Runtime: 'nodejs24.x' })
      expect(lambda.Architectures).to.deep.equal(['arm64'])
    })

    it('gives the function time for retries and its own log group with a retention period', () => {
      expect(lambda.Timeout).to.equal(60)
      expect(lambda.LoggingConfig).to.deep.equal({
        LogGroup: { Ref: 'LogGroup' },
        LogFormat: 'JSON',
        ApplicationLogLevel: { Ref: 'LogLevel' },
      })
      expect(template.Resources.LogGroup.Properties.RetentionInDays).to.deep.equal({ Ref: 'LogRetentionInDays' })
    })

    const mayInvalidate = (parameters: Parameters): ReadonlyArray<string> =>
      permissionsWith(template, parameters).filter(permission => permission.startsWith('cloudfront:CreateInvalidation'))
    const distributions = 'cloudfront:CreateInvalidation on arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/'
    const tenants =
      'cloudfront:CreateInvalidationForDistributionTenant on arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution-tenant/'
    const numbered = (prefix: string, length: number) => Array.from({ length }, (_, index) => `${prefix}${index}`)

    it('allows the function to invalidate each of one to ten distributions', () => {
      for (const length of [10, 3, 1]) {
        const ids = numbered('E', length)
        expect(mayInvalidate({ DistributionIds: ids.join(',') })).to.have.members(ids.map(id => distributions + id))
      }
    })

    it('allows the function to invalidate each of one to ten tenants, only if they are named', () => {
      for (const length of [10, 3, 1]) {
        const ids = numbered('dt_', length)
        const allowed = ids.map(id => tenants + id)
        expect(mayInvalidate({ DistributionIds: '', TenantIds: ids.join(',') })).to.have.members(allowed)
        expect(mayInvalidate({ DistributionIds: 'E1', TenantIds: ids.join(',') })).to.have.members([`${distributions}E1`, ...allowed])
      }
    })

    it('accepts ids of distributions and of tenants, each in its parameter', () => {
      for (const value of ['E1', numbered('E', 10).join(',')]) expect(isAllowed(template, 'DistributionIds', value), value).to.equal(true)
      for (const value of ['dt_1', numbered('dt_', 10).join(',')]) expect(isAllowed(template, 'TenantIds', value), value).to.equal(true)
      for (const value of ['dt_1', 'E1,', 'E1, E2', '*', numbered('E', 11).join(',')])
        expect(isAllowed(template, 'DistributionIds', value), value).to.equal(false)
      for (const value of ['E1', 'dt_', 'dt_1,', 'dt_1,E1', 'dt_*', '*', numbered('dt_', 11).join(',')])
        expect(isAllowed(template, 'TenantIds', value), value).to.equal(false)
    })

    it('publishes no metrics by default, which CloudWatch bills, and raises no alarm on them', () => {
      expect(template.Parameters.MetricsNamespace.Default).to.equal('')
      expect(lambda.Environment.Variables.METRICS_NAMESPACE).to.deep.equal({ Ref: 'MetricsNamespace' })
      const resources: ReadonlyArray<{ Type: string; Condition?: string; Properties: { Namespace?: unknown } }> = Object.values(
        template.Resources,
      )
      const alarms = resources.filter(({ Type }) => Type === 'AWS::CloudWatch::Alarm')
      const always = alarms.filter(({ Condition }) => Condition !== 'HasPathsAlarm')
      for (const { Properties } of always) expect(Properties.Namespace).to.be.oneOf(['AWS/Lambda', 'AWS/SQS'])
    })

    it('describes every parameter and puts it into one group', () => {
      const groups: ReadonlyArray<{ Parameters: ReadonlyArray<string> }> =
        template.Metadata['AWS::CloudFormation::Interface'].ParameterGroups
      expect(groups.flatMap(({ Parameters }) => Parameters)).to.have.members(Object.keys(template.Parameters))
      for (const { Description } of Object.values<{ Description?: string }>(template.Parameters)) expect(Description).to.match(/\.$/)
    })

    // https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/serverless-sam-template-publishing-applications-metadata-properties.html
    it("has valid metadata for the Serverless Application Repository, with the package's version", () => {
      const about = template.Metadata['AWS::ServerlessRepo::Application']
      expect(about.Name).to.match(/^[a-zA-Z0-9-]{1,140}$/)
      expect(about.Description).to.match(/^.{1,256}$/)
      expect(about.Author).to.match(/^(?=.{1,127}$)[a-z0-9](([a-z0-9]|-(?!-))*[a-z0-9])?$/)
      expect(about.Labels).to.have.length.within(1, 10)
      for (const label of about.Labels) expect(label).to.match(/^[a-zA-Z0-9+\-_:/@]{1,127}$/)
      expect(about).to.include({ SpdxLicenseId: 'MIT', LicenseUrl: 'LICENSE', ReadmeUrl: readme })
      expect(about.SemanticVersion).to.equal(JSON.parse(readText('package.json')).version)
      expect(JSON.stringify(about)).to.not.include('Fn::')
    })
  })
}

describe('The templates', () => {
  it('have different application names', () => {
    const names = Object.values(templates).map(({ template }) => template.Metadata['AWS::ServerlessRepo::Application'].Name)
    expect(new Set(names)).to.have.length(2)
  })

  it('are named in samconfig.toml, because sam deploy would prefer the result of an earlier sam build', () => {
    const named = [...readText('samconfig.toml').matchAll(/^\[[\w-]+\.deploy\.parameters\]\ntemplate_file = "(.*)"$/gm)].map(
      ([, file]) => file,
    )
    expect(named).to.deep.equal(Object.keys(templates))
  })
})
