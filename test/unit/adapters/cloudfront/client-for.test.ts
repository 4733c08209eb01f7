import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import { expect } from 'chai'
import { cloudFrontClientFor } from '../../../../src/adapters/cloudfront/client-for.ts'

const role = { principal: 'arn:aws:iam::222222222222:role/r', qualifier: undefined, jobId: 'j1' }

describe('cloudFrontClientFor', () => {
  it('reuses one client per role and job', () => {
    const clientFor = cloudFrontClientFor()
    expect(clientFor(role)).to.equal(clientFor({ ...role }))
    expect(clientFor({ ...role, qualifier: 'x1' })).to.not.equal(clientFor(role))
    expect(clientFor({ ...role, jobId: 'j2' })).to.not.equal(clientFor(role))
    expect(clientFor({ ...role, principal: `${role.principal}2` })).to.not.equal(clientFor(role))
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

  it('keeps the 100 clients that were used last', () => {
    const clientFor = cloudFrontClientFor()
    const clientOf = (job: number) => clientFor({ ...role, jobId: `j${job}` })
    const first = clientOf(0)
    const second = clientOf(1)
    for (let job = 2; job < 100; job += 1) clientOf(job)
    expect(clientOf(0)).to.equal(first)
    clientOf(100)
    expect(clientOf(0)).to.equal(first)
    expect(clientOf(1)).to.not.equal(second)
  })

  it('shares the connections of all clients', () => {
    const clientFor = cloudFrontClientFor()
    const handlers = [clientFor(undefined), clientFor(role), clientFor({ ...role, jobId: 'j2' })].map(client =>
      client instanceof CloudFrontClient ? client.config.requestHandler : undefined,
    )
    expect(handlers[0]).to.not.equal(undefined)
    expect(new Set(handlers).size).to.equal(1)
  })

  it('gives its settings to all clients, but a role its own credentials', async () => {
    const credentials = { accessKeyId: 'own', secretAccessKey: 's' }
    const clientFor = cloudFrontClientFor({ region: 'eu-west-3', endpoint: 'http://127.0.0.1:9', credentials })
    for (const client of [clientFor(undefined), clientFor(role)]) {
      if (!(client instanceof CloudFrontClient)) throw new Error('not a client')
      expect(await client.config.region()).to.equal('eu-west-3')
      expect(await client.config.endpoint?.()).to.include({ hostname: '127.0.0.1', port: 9 })
    }
    const own = clientFor(undefined)
    if (own instanceof CloudFrontClient) expect(await own.config.credentials()).to.include(credentials)
    const other = clientFor(role)
    if (other instanceof CloudFrontClient) expect(await other.config.credentials().catch(error => error.name)).to.equal('RoleNotAssumed')
  })
})
