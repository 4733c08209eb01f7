import { expect } from 'chai'
import { probeTemplate } from '../../../../tools/conformance/probe-stack/stack.ts'
import { parseTemplate } from '../../../support/templates/cloudformation.ts'

interface Statement {
  readonly Action: string | ReadonlyArray<string>
  readonly Resource: unknown
}

const { Resources } = parseTemplate(probeTemplate())

const permissionsOf = (role: string): ReadonlyArray<string> =>
  Resources[role].Properties.Policies.flatMap((policy: { PolicyDocument: { Statement: ReadonlyArray<Statement> } }) =>
    policy.PolicyDocument.Statement.flatMap(({ Action, Resource }) =>
      [Action].flat().map(action => `${action} on ${typeof Resource === 'string' ? Resource : JSON.stringify(Resource)}`),
    ),
  )

/** Why a permission may not name its resource. */
const withoutResource = ['codepipeline:PutJobSuccessResult on *', 'lambda:ListFunctions on *']

describe('The probe stack of npm run conformance', () => {
  it('contains the code of its function, which is not too long for a template', () => {
    const code: string = Resources.Function.Properties.Code.ZipFile
    expect(code).to.include('exports.handler=').and.include('observations/')
    expect(code).to.have.length.below(4_096)
  })

  it('allows nothing beyond its own resources', () => {
    for (const role of ['FunctionRole', 'PipelineRole']) {
      const permissions = permissionsOf(role)
      expect(permissions).to.have.length.above(3)
      for (const permission of permissions.filter(one => !withoutResource.includes(one))) {
        expect(permission)
          .to.match(/Bucket|LogGroup|Function\.Arn|StackName/)
          .and.not.match(/ on \*/)
      }
    }
  })

  it('does not let the function read the bucket, so that only artifact credentials do', () => {
    expect(permissionsOf('FunctionRole').filter(permission => permission.startsWith('s3:'))).to.deep.equal([
      's3:PutObject on {"Fn::Sub":"${Bucket.Arn}/*"}',
    ])
  })

  it('lets the pipeline read the whole bucket, so that only CodePipeline narrows artifact credentials', () => {
    expect(permissionsOf('PipelineRole')).to.include('s3:GetObject on {"Fn::Sub":"${Bucket.Arn}/*"}')
  })

  it('gets no events of what the function writes', () => {
    const { key } = Resources.Rule.Properties.EventPattern.detail.object
    expect(key).to.deep.equal([{ prefix: 'events' }])
  })
})
