import { readFileSync } from 'node:fs'
import { expect } from 'chai'
import { parse } from 'yaml'

/** CloudFormation's short forms, as the functions that they stand for. */
const functions = ['Ref', 'Sub', 'GetAtt', 'Join', 'Split', 'Select', 'If', 'Not', 'Equals'].flatMap(name => {
  const key = name === 'Ref' ? name : `Fn::${name}`
  return [
    { tag: `!${name}`, resolve: (text: string) => ({ [key]: text }) },
    { tag: `!${name}`, collection: 'seq' as const, resolve: (list: { toJSON: () => unknown }) => ({ [key]: list.toJSON() }) },
  ]
})

const template = parse(readFileSync(new URL('../../template.yaml', import.meta.url), 'utf8'), { customTags: functions })
const lambda = template.Resources.Function.Properties
const [policy] = lambda.Policies
const statements: ReadonlyArray<{ Sid: string; Action: unknown; Resource: unknown }> = policy.Statement

describe('template.yaml', () => {
  it('deploys what is built, on a runtime that AWS supports', () => {
    expect(lambda).to.include({ CodeUri: 'dist/codepipeline/', Handler: 'index.handler', Runtime: 'nodejs24.x' })
    expect(lambda.Architectures).to.deep.equal(['arm64'])
  })

  it('allows these actions and no others', () => {
    const actions = JSON.stringify(statements).match(/"(?:cloudfront|codepipeline|sts|s3|kms|logs|lambda|iam):[A-Za-z*]+"/g)
    expect(actions).to.deep.equal([
      '"cloudfront:CreateInvalidation"',
      '"cloudfront:GetInvalidation"',
      '"codepipeline:PutJobSuccessResult"',
      '"codepipeline:PutJobFailureResult"',
      '"sts:AssumeRole"',
    ])
  })

  it('allows everything on no resource but for the actions that know none', () => {
    expect(statements.filter(({ Resource }) => Resource === '*').map(({ Sid }) => Sid)).to.deep.equal(['AnswerJobs'])
  })

  it('lets no role be taken on but those it is given', () => {
    const [condition, statement, otherwise] = (statements[2] as unknown as { 'Fn::If': [string, unknown, unknown] })['Fn::If']
    expect(condition).to.equal('HasRoles')
    expect(statement).to.deep.include({ Effect: 'Allow', Action: 'sts:AssumeRole', Resource: { Ref: 'RoleArns' } })
    expect(otherwise).to.deep.equal({ Ref: 'AWS::NoValue' })
  })

  it('gives the function time to be patient, and a log that is kept for so long', () => {
    expect(lambda).to.include({ Timeout: 60, MemorySize: 256 })
    expect(lambda.EventInvokeConfig).to.deep.equal({ MaximumRetryAttempts: 2, MaximumEventAgeInSeconds: 1_200 })
    expect(lambda.LoggingConfig).to.deep.equal({ LogGroup: { Ref: 'LogGroup' } })
    expect(template.Resources.LogGroup.Properties).to.deep.equal({ RetentionInDays: { Ref: 'LogRetentionInDays' } })
  })

  it('names every one of ten distributions, and the only one of one', () => {
    const resources = statements[0]?.Resource as ReadonlyArray<{
      'Fn::Sub': [string, { Id: { 'Fn::Select': [number, { 'Fn::Split': [string, { 'Fn::Sub': string }] }] } }]
    }>
    const resolve = (ids: string): ReadonlyArray<string> =>
      resources.map(({ 'Fn::Sub': [arn, { Id }] }) => {
        const [
          index,
          {
            'Fn::Split': [separator, { 'Fn::Sub': text }],
          },
        ] = Id['Fn::Select']
        return arn.replace('${Id}', text.replaceAll('${DistributionIds}', ids).split(separator)[index] ?? 'none')
      })
    const arn = 'arn:${AWS::Partition}:cloudfront::${AWS::AccountId}:distribution/'
    const ten = Array.from({ length: 10 }, (_, index) => `E${index}`)
    expect(resolve(ten.join(','))).to.deep.equal(ten.map(id => arn + id))
    expect(new Set(resolve('E1,E2,E3'))).to.deep.equal(new Set(['E1', 'E2', 'E3'].map(id => arn + id)))
    expect(new Set(resolve('E1'))).to.deep.equal(new Set([`${arn}E1`]))
  })

  it('exports the name of the function', () => {
    expect(template.Outputs.FunctionName).to.deep.include({ Value: { Ref: 'Function' } })
    expect(template.Outputs.FunctionName.Export.Name).to.deep.equal({ 'Fn::Sub': '${AWS::StackName}-FunctionName' })
  })
})
