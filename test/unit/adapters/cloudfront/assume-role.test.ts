import { expect } from 'chai'
import { RoleNotAssumed, toCredentials, toInput } from '../../../../src/adapters/cloudfront/assume-role.ts'

const arn = 'arn:aws:iam::222222222222:role/r'
const credentials = { AccessKeyId: 'A', SecretAccessKey: 'S', SessionToken: 'T', Expiration: new Date(0) }

describe('toInput', () => {
  it('gives the external id only where there is one', () => {
    expect(toInput({ principal: arn, qualifier: undefined })).to.deep.equal({ RoleArn: arn, RoleSessionName: 'cloudfront-invalidator' })
    expect(toInput({ principal: arn, qualifier: 'x1' })).to.include({ ExternalId: 'x1' })
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
    it(`takes none without ${key}`, () => {
      expect(() => toCredentials({ $metadata: {}, Credentials: { ...credentials, [key]: undefined } })).to.throw(RoleNotAssumed)
    })
  }

  it('takes none from an answer that has none', () => {
    expect(() => toCredentials({ $metadata: {} })).to.throw(RoleNotAssumed)
  })
})
