import { expect } from 'chai'
import { parseTemplate } from '../support/templates/cloudformation.ts'
import { evaluator, isRejectedBy } from '../support/templates/evaluate.ts'
import { readText } from '../support/templates/templates.ts'

const template = parseTemplate(readText('examples/static-site/template.yaml'))

const connection = 'arn:aws:codeconnections:eu-west-1:111111111111:connection/11111111-abcd-1111-abcd-111111abcdef'

describe('examples/static-site/template.yaml', () => {
  it('keeps its buckets, except if the stack that should have them cannot be created', () => {
    const buckets = Object.values<{ Type: string; DeletionPolicy?: string; UpdateReplacePolicy?: string }>(template.Resources).filter(
      ({ Type }) => Type === 'AWS::S3::Bucket',
    )
    expect(buckets).to.have.length(3)
    for (const { DeletionPolicy, UpdateReplacePolicy } of buckets)
      expect([DeletionPolicy, UpdateReplacePolicy]).to.deep.equal(['RetainExceptOnCreate', 'Retain'])
  })

  it('requires a repository for a connection, before it creates anything', () => {
    const isRejected = isRejectedBy(template, 'ConnectionNeedsRepository')
    const given = [{}, { ConnectionArn: connection, Repository: 'owner/site' }, { ConnectionArn: connection }]
    expect(given.map(isRejected)).to.deep.equal([false, false, true])
  })

  it('gives the action parameters that are valid JSON', () => {
    const { Stages } = template.Resources.Pipeline.Properties
    const [, { Configuration }] = Stages[1].Actions
    const parameters = evaluator(template, { Distribution: 'E1', Items: '/index.html,/blog/*' })(Configuration.UserParameters)
    expect(JSON.parse(String(parameters))).to.deep.equal({ distributionId: 'E1', items: ['/index.html', '/blog/*'] })
  })
})
