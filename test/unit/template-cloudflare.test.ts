import { existsSync } from 'node:fs'
import { expect } from 'chai'
import { capabilities } from '../../src/adapters/cloudflare/capabilities.ts'
import { parseTemplate } from '../support/templates/cloudformation.ts'
import { evaluator, isAllowed } from '../support/templates/evaluate.ts'
import { codePipelineTemplate, permissionsWith, readText } from '../support/templates/templates.ts'

const folder = 'examples/cloudflare-from-codepipeline'
const template = parseTemplate(readText(`${folder}/template.yaml`))
const lambda = template.Resources.Function.Properties

const secret = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:cloudflare-token-AbCdEf'
const key = 'arn:aws:kms:eu-west-1:111111111111:key/11111111-abcd-1111-abcd-111111abcdef'

const always = [
  `secretsmanager:GetSecretValue on ${secret}`,
  'codepipeline:PutJobSuccessResult on *',
  'codepipeline:PutJobFailureResult on *',
  'logs:CreateLogStream on {"Fn::GetAtt":"LogGroup.Arn"}',
  'logs:PutLogEvents on {"Fn::GetAtt":"LogGroup.Arn"}',
]

describe(`${folder}/template.yaml`, () => {
  it('allows the function to read this one secret, to answer jobs and to write its log', () => {
    expect(permissionsWith(template, { TokenSecretArn: secret })).to.have.members(always)
  })

  it('allows the function to decrypt the secret, if it has its own key', () => {
    expect(permissionsWith(template, { TokenSecretArn: secret, TokenKeyArn: key })).to.have.members([...always, `kms:Decrypt on ${key}`])
  })

  it('gives the function the ARN of the token, not the token', () => {
    expect(evaluator(template, { TokenSecretArn: secret })(lambda.Environment.Variables)).to.deep.equal({
      CLOUDFLARE_API_TOKEN_SECRET: secret,
      CLOUDFLARE_REMOVAL: 'remove',
    })
    expect(readText(`${folder}/template.yaml`)).to.not.include('resolve:')
  })

  it('offers the removals of Cloudflare, the default first', () => {
    const { AllowedValues, Default } = template.Parameters.Removal
    expect(AllowedValues).to.deep.equal(capabilities.removals)
    expect(Default).to.equal(capabilities.removals[0])
  })

  it('deploys the build like the template for CloudFront', () => {
    const { CodeUri, ...same } = codePipelineTemplate.Resources.Function.Properties
    expect(CodeUri).to.equal('dist/codepipeline/')
    expect(lambda.CodeUri).to.equal('../../dist/cloudflare-from-codepipeline/')
    for (const name of ['Handler', 'Runtime', 'Architectures', 'Timeout', 'EventInvokeConfig'])
      expect(lambda[name], name).to.deep.equal(same[name])
    expect(existsSync(new URL(`../../${folder}/samconfig.toml`, import.meta.url))).to.equal(true)
  })

  it('accepts only ARNs of one secret and one key', () => {
    for (const arn of [secret, 'arn:aws-us-gov:secretsmanager:us-gov-west-1:111111111111:secret:a/b_+=.@-c-AbCdEf'])
      expect(isAllowed(template, 'TokenSecretArn', arn), arn).to.equal(true)
    for (const arn of [
      '',
      '*',
      `${secret}*`,
      `${secret} `,
      'cloudflare-token',
      'arn:aws:secretsmanager:eu-west-1:111111111111:secret:*',
      key,
    ])
      expect(isAllowed(template, 'TokenSecretArn', arn), arn).to.equal(false)
    for (const arn of ['', key]) expect(isAllowed(template, 'TokenKeyArn', arn), arn).to.equal(true)
    for (const arn of ['*', `${key}*`, 'alias/aws/secretsmanager', secret])
      expect(isAllowed(template, 'TokenKeyArn', arn), arn).to.equal(false)
  })

  it('describes every parameter', () => {
    for (const { Description } of Object.values<{ Description?: string }>(template.Parameters)) expect(Description).to.match(/\.$/)
  })
})
