import { expect } from 'chai'
import { stub } from 'sinon'
import { cloudFrontInvalidator } from '../../../../src/adapters/cloudfront/cloudfront-invalidator.ts'
import { ifCreatedBy, toFailure, toIds } from '../../../../src/adapters/cloudfront/find-invalidation.ts'
import type { InvalidationRequest } from '../../../../src/domain/cdn/invalidation.ts'
import { item } from '../../../support/builders/arbitraries.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const request: InvalidationRequest = { targetId: 'E1', host: undefined, items: [item('/a')], reference: 'job-1', credentials: undefined }
const account = { partition: 'aws', id: '111111111111' }
const sdkError = (name: string) => Object.assign(new Error('m'), { name, $fault: 'client', $metadata: { httpStatusCode: 403 } })
const $metadata = {}

describe('toIds', () => {
  it('reads the ids of a list, which may be empty', () => {
    const list = (Items: object | undefined) => toIds({ $metadata, InvalidationList: { Items } } as never)
    expect(list([{ Id: 'I2' }, {}, { Id: 'I1' }])).to.deep.equal(['I2', 'I1'])
    expect(list(undefined)).to.deep.equal([])
    expect(toIds({ $metadata })).to.deep.equal([])
  })
})

describe('ifCreatedBy', () => {
  const read = (Invalidation: object | undefined) => ifCreatedBy(request, 'I1')({ $metadata, Invalidation } as never)

  it('reads an invalidation with the reference of the request, and no other', () => {
    const batch = (CallerReference: string) => ({ InvalidationBatch: { CallerReference } })
    expect(read({ Status: 'Completed', ...batch('job-1') })).to.deep.equal({ id: 'I1', status: 'Completed' })
    expect(read({ Status: 'InProgress', ...batch('job-1') })).to.deep.equal({ id: 'I1', status: 'InProgress' })
    expect(read({ Status: 'Completed', ...batch('job-2') })).to.equal(undefined)
    expect(read({ Status: 'Completed' })).to.equal(undefined)
    expect(read(undefined)).to.equal(undefined)
  })
})

describe('toFailure', () => {
  const failure = (name: string, targetId = 'E1') => toFailure({ request: { ...request, targetId }, ownAccount: account })(sdkError(name))

  it('names the permission to list invalidations', () => {
    expect(failure('AccessDenied')).to.deep.equal({
      _tag: 'InvalidationDenied',
      permission: 'cloudfront:ListInvalidations',
      resource: 'arn:aws:cloudfront::111111111111:distribution/E1',
      hint: "Allow this action on this resource in this function's role.",
    })
  })

  it('names the permission to list invalidations of a tenant', () => {
    expect(failure('AccessDenied', 'dt_1')).to.include({
      permission: 'cloudfront:ListInvalidationsForDistributionTenant',
      resource: 'arn:aws:cloudfront::111111111111:distribution-tenant/dt_1',
    })
  })

  it('reports a distribution or a tenant that does not exist, and any other code', () => {
    expect(failure('NoSuchDistribution')).to.include({ _tag: 'TargetNotFound', where: 'in account 111111111111' })
    expect(failure('EntityNotFound', 'dt_1')).to.include({ _tag: 'TargetNotFound', noun: 'distribution tenant' })
    expect(failure('InvalidArgument')).to.include({ _tag: 'RequestRejected', code: 'InvalidArgument' })
  })
})

describe('The search for an invalidation', () => {
  const references: Readonly<Record<string, string>> = { I3: 'job-3', I2: 'job-1', I1: 'job-2' }
  const sendFrom = (readable: (id: string) => boolean) =>
    stub().callsFake(async (command: { readonly input: { readonly Id?: string } }) => {
      const id = command.input.Id
      if (id === undefined) return { InvalidationList: { Items: Object.keys(references).map(Id => ({ Id })) } }
      if (!readable(id)) throw sdkError('NoSuchInvalidation')
      return { Invalidation: { Status: 'InProgress', InvalidationBatch: { CallerReference: references[id] } } }
    })
  const find = (send: ReturnType<typeof stub>, reference = 'job-1') =>
    cloudFrontInvalidator(() => ({ send }) as never, { get: () => account }).find({ ...request, reference }, 1_000)()

  it('reads no more invalidations than it has to, the newest first', async () => {
    const send = sendFrom(() => true)
    expect(rightOf(await find(send))).to.deep.equal({ id: 'I2', status: 'InProgress' })
    expect(send.args.map(([command]) => command.input)).to.deep.equal([
      { DistributionId: 'E1', MaxItems: 50 },
      { DistributionId: 'E1', Id: 'I3' },
      { DistributionId: 'E1', Id: 'I2' },
    ])
  })

  it('finds nothing if no invalidation has the reference', async () => {
    const send = sendFrom(() => true)
    expect(rightOf(await find(send, 'job-4'))).to.equal(undefined)
    expect(send.callCount).to.equal(4)
  })

  it('is repeated later if an invalidation of the list is not found, because it may be the one', async () => {
    const send = sendFrom(id => id !== 'I3')
    expect(leftOf(await find(send))).to.deep.equal({ _tag: 'InvalidationNotFound' })
    expect(send.callCount).to.equal(2)
  })

  it('ends after its time limit', async () => {
    const never = cloudFrontInvalidator(() => ({ send: () => new Promise(() => undefined) }) as never, { get: () => account })
    expect(leftOf(await never.find(request, 5)())).to.deep.equal({ _tag: 'NoAnswer', reason: 'it took too long' })
  })
})
