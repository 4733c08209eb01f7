import { expect } from 'chai'
import { RoleNotAssumed, toCredentials, toInput } from '../../../../src/adapters/cloudfront/assume-role.ts'

const arn = 'arn:aws:iam::222222222222:role/r'
const credentials = { AccessKeyId: 'A', SecretAccessKey: 'S', SessionToken: 'T', Expiration: new Date(0) }

describe('toInput', () => {
  it('contains the external id only if there is one', () => {
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
    it(`rejects credentials without ${key}`, () => {
      expect(() => toCredentials({ $metadata: {}, Credentials: { ...credentials, [key]: undefined } })).to.throw(RoleNotAssumed)
    })
  }

  it('rejects a response without credentials', () => {
    expect(() => toCredentials({ $metadata: {} })).to.throw(RoleNotAssumed)
  })
})
