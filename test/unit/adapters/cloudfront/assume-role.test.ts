import { expect } from 'chai'
import fc from 'fast-check'
import { RoleNotAssumed, toCredentials, toInput } from '../../../../src/adapters/cloudfront/assume-role.ts'

const arn = 'arn:aws:iam::222222222222:role/r'
const credentials = { AccessKeyId: 'A', SecretAccessKey: 'S', SessionToken: 'T', Expiration: new Date(0) }

const jobId = '11111111-abcd-1111-abcd-111111abcdef'

describe('toInput', () => {
  it('contains the external id only if there is one', () => {
    expect(toInput({ principal: arn, qualifier: undefined, jobId })).to.deep.equal({
      RoleArn: arn,
      RoleSessionName: `cloudfront-invalidator-${jobId}`,
    })
    expect(toInput({ principal: arn, qualifier: 'x1', jobId })).to.include({ ExternalId: 'x1' })
  })

  it('names the session after any job as STS allows', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), anyId => {
        expect(toInput({ principal: arn, qualifier: undefined, jobId: anyId }).RoleSessionName).to.match(
          /^cloudfront-invalidator-[\w+=,.@-]{0,41}$/,
        )
      }),
    )
    const nameOf = (anyId: string) => toInput({ principal: arn, qualifier: undefined, jobId: anyId }).RoleSessionName
    expect(nameOf('a b/ü')).to.equal('cloudfront-invalidator-a-b--')
    expect(nameOf('A_1+=,.@-')).to.equal('cloudfront-invalidator-A_1+=,.@-')
    expect(nameOf('x'.repeat(42))).to.equal(`cloudfront-invalidator-${'x'.repeat(41)}`)
  })
})

describe('toCredentials', () => {
  it('reads the credentials', () => {
    expect(toCredentials({ $metadata: {}, Credentials: credentials })).to.deep.equal({
      accessKeyId: 'A',
      secretAccessKey: 'S',
      sessionToken: 'T',
      expiration: new Date(0),
    })
  })

  for (const key of Object.keys(credentials)) {
    it(`rejects credentials without ${key}`, () => {
      expect(() => toCredentials({ $metadata: {}, Credentials: { ...credentials, [key]: undefined } })).to.throw(RoleNotAssumed)
    })
  }

  it('rejects a response without credentials', () => {
    expect(() => toCredentials({ $metadata: {} })).to.throw(RoleNotAssumed)
  })
})
