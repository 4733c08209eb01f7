import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import { expect } from 'chai'
import { cloudFrontClientFor } from '../../../../src/adapters/cloudfront/client-for.ts'

const role = { principal: 'arn:aws:iam::222222222222:role/r', qualifier: undefined }

describe('cloudFrontClientFor', () => {
  it('reuses one client per role', () => {
    const clientFor = cloudFrontClientFor()
    expect(clientFor(role)).to.equal(clientFor({ ...role }))
    expect(clientFor({ ...role, qualifier: 'x1' })).to.not.equal(clientFor(role))
    expect(clientFor(undefined)).to.equal(clientFor(undefined))
    expect(clientFor(undefined)).to.not.equal(clientFor(role))
  })

  it('disables the retries of the SDK', async () => {
    const clientFor = cloudFrontClientFor()
    for (const client of [clientFor(undefined), clientFor(role)]) {
      expect(client).to.be.instanceOf(CloudFrontClient)
      if (client instanceof CloudFrontClient) expect(await client.config.maxAttempts()).to.equal(1)
    }
  })
})
