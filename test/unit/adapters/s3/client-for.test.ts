import { S3Client } from '@aws-sdk/client-s3'
import { expect } from 'chai'
import { s3ClientFor } from '../../../../src/adapters/s3/client-for.ts'
import { providedCredentials } from '../../../support/builders/artifacts.ts'

describe('s3ClientFor', () => {
  const clientFor = s3ClientFor()

  it("has one client for the function's own credentials, and one for each job that provides some", () => {
    const own = clientFor({ _tag: 'Own' })
    expect(clientFor({ _tag: 'Own' })).to.equal(own)
    expect(clientFor(providedCredentials)).to.be.instanceOf(S3Client).and.to.not.equal(own)
  })

  it("never falls back to the function's own credentials", () => {
    for (const provided of [undefined, null, {}, 'x', { accessKeyId: 'A', secretAccessKey: 's' }]) {
      expect(() => clientFor({ _tag: 'Provided', reveal: () => provided })).to.throw(TypeError, 'no session credentials')
    }
  })
})
