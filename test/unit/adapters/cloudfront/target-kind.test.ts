import { expect } from 'chai'
import { stub } from 'sinon'
import { kindOf } from '../../../../src/adapters/cloudfront/target-kind.ts'

const batch = { CallerReference: 'r', Paths: { Quantity: 1, Items: ['/a'] } }
const options = { abortSignal: new AbortController().signal }

/** The commands that the operations on a target send, as name and input. */
const sentTo = async (id: string) => {
  const send = stub().resolves({})
  const { create, get, list } = kindOf(id)
  await create({ send }, id, batch, options)
  await get({ send }, id, 'I1', options)
  await list({ send }, id, 7, options)
  expect(send.args.map(([, given]) => given)).to.deep.equal([options, options, options])
  return send.args.map(([command]) => [command.constructor.name, command.input])
}

describe('kindOf', () => {
  it('sends the operations on distributions', async () => {
    expect(await sentTo('E1')).to.deep.equal([
      ['CreateInvalidationCommand', { DistributionId: 'E1', InvalidationBatch: batch }],
      ['GetInvalidationCommand', { DistributionId: 'E1', Id: 'I1' }],
      ['ListInvalidationsCommand', { DistributionId: 'E1', MaxItems: 7 }],
    ])
  })

  it('sends the operations on tenants, which name the tenant in their own ways', async () => {
    expect(await sentTo('dt_1')).to.deep.equal([
      ['CreateInvalidationForDistributionTenantCommand', { Id: 'dt_1', InvalidationBatch: batch }],
      ['GetInvalidationForDistributionTenantCommand', { DistributionTenantId: 'dt_1', Id: 'I1' }],
      ['ListInvalidationsForDistributionTenantCommand', { Id: 'dt_1', MaxItems: 7 }],
    ])
  })

  it('accepts only ids with the prefix for tenants', () => {
    for (const id of ['E1', 'DT1', 'DTX', 'EDT1']) expect(kindOf(id).noun, id).to.equal('distribution')
  })
})
