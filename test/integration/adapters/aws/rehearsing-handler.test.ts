import { CloudFrontClient, CreateInvalidationCommand } from '@aws-sdk/client-cloudfront'
import { expect } from 'chai'
import { RehearsingHandler } from '../../../../src/adapters/aws/rehearsing-handler.ts'
import { created } from '../../../../src/adapters/cloudfront/rehearsed-response.ts'
import { clientConfig, localAwsPerTest } from '../../../support/worlds/local-aws.ts'

const command = new CreateInvalidationCommand({
  DistributionId: 'E1',
  InvalidationBatch: { CallerReference: 'r', Paths: { Quantity: 1, Items: ['/*'] } },
})

describe('RehearsingHandler', () => {
  const start = localAwsPerTest({ distributionIds: ['E1'] })

  it('sends nothing in a rehearsal, and everything after it', async () => {
    const aws = await start()
    const requestHandler = new RehearsingHandler(created)
    const client = new CloudFrontClient({ ...clientConfig(aws), requestHandler })
    const ids: Array<string | undefined> = []
    await requestHandler.rehearse(async () => {
      const { Invalidation } = await client.send(command)
      ids.push(Invalidation?.Id)
    })
    expect([ids, aws.calls()]).to.deep.equal([['I0'], []])
    await client.send(command)
    expect(aws.calls().map(({ operation }) => operation)).to.deep.equal(['CreateInvalidation'])
  })

  it('rejects if the rehearsal does, and sends everything after it', async () => {
    const aws = await start()
    const requestHandler = new RehearsingHandler(created)
    const rehearsal = requestHandler.rehearse(async () => {
      throw new Error('no')
    })
    expect(await rehearsal.catch((error: Error) => error.message)).to.equal('no')
    await new CloudFrontClient({ ...clientConfig(aws), requestHandler }).send(command)
    expect(aws.calls()).to.have.length(1)
  })

  it('ends a rehearsal even if the service cannot be reached', async () => {
    const aws = await start()
    const requestHandler = new RehearsingHandler(created)
    const client = new CloudFrontClient({ ...clientConfig(aws), endpoint: 'https://localhost:1', requestHandler })
    await requestHandler.rehearse(() => client.send(command))
    const error = await client.send(command).catch((reason: Error) => reason)
    expect(error).to.have.property('code', 'ECONNREFUSED')
  })
})
