import { expect } from 'chai'
import { RoleNotAssumed } from '../../../../src/adapters/cloudfront/assume-role.ts'
import { toFailure, toInput, toInvalidation } from '../../../../src/adapters/cloudfront/create-invalidation.ts'
import type { InvalidationRequest } from '../../../../src/domain/cdn/invalidation.ts'
import { item } from '../../../support/arbitraries.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const role = { arn: 'arn:aws:iam::222222222222:role/r', externalId: undefined }
const request: InvalidationRequest = {
  targetId: 'E1',
  items: [item('/a'), item('/b')],
  reference: 'job-1',
  role: undefined,
  account: { partition: 'aws-us-gov', id: '111111111111' },
}

const metadata = { httpStatusCode: 403 }
const sdkError = (name: string, message = 'm') => Object.assign(new Error(message), { name, $fault: 'client', $metadata: metadata })

describe('toInput', () => {
  it('gives the items, how many they are, and the reference', () => {
    expect(toInput(request)).to.deep.equal({
      DistributionId: 'E1',
      InvalidationBatch: { CallerReference: 'job-1', Paths: { Quantity: 2, Items: ['/a', '/b'] } },
    })
  })
})

describe('toInvalidation', () => {
  const output = (Invalidation: object) => toInvalidation({ $metadata: {}, Invalidation } as never)

  it('reads the id and the status', () => {
    expect(rightOf(output({ Id: 'I1', Status: 'Completed' }))).to.deep.equal({ id: 'I1', status: 'Completed' })
    expect(rightOf(output({ Id: 'I1', Status: 'InProgress' }))).to.deep.equal({ id: 'I1', status: 'InProgress' })
  })

  it('takes a status that it does not know for one that is not final', () => {
    expect(rightOf(output({ Id: 'I1', Status: 'Pondering' }))).to.deep.equal({ id: 'I1', status: 'InProgress' })
  })

  it('does not take an answer without an id for a success', () => {
    expect(leftOf(output({}))).to.include({ _tag: 'NoAnswer' })
    expect(leftOf(toInvalidation({ $metadata: {} }))).to.include({ _tag: 'NoAnswer' })
  })
})

describe('toFailure', () => {
  it('names the distribution that is denied as IAM does', () => {
    expect(toFailure(request)(sdkError('AccessDenied'))).to.deep.equal({
      _tag: 'InvalidationDenied',
      permission: 'cloudfront:CreateInvalidation',
      resource: 'arn:aws-us-gov:cloudfront::111111111111:distribution/E1',
    })
  })

  it('leaves open an account that is not known', () => {
    const failure = toFailure({ ...request, account: undefined })(sdkError('AccessDenied'))
    expect(failure).to.include({ resource: 'arn:aws:cloudfront::*:distribution/E1' })
  })

  it('tells a denied role from a denied invalidation', () => {
    const error = new RoleNotAssumed('', { cause: sdkError('AccessDenied') })
    expect(toFailure({ ...request, role })(error)).to.deep.equal({
      _tag: 'CredentialsDenied',
      permission: 'sts:AssumeRole',
      resource: role.arn,
    })
  })

  it('names other refusals of STS by their code', () => {
    const error = new RoleNotAssumed('', { cause: sdkError('RegionDisabledException') })
    expect(toFailure({ ...request, role })(error)).to.deep.equal({ _tag: 'RequestRejected', code: 'sts:RegionDisabledException' })
  })

  it('tells an STS that is busy, or silent, from a CloudFront that is', () => {
    const failure = (cause: Error) => toFailure({ ...request, role })(new RoleNotAssumed('', { cause }))
    expect(failure(sdkError('Throttling'))).to.deep.equal({ _tag: 'CredentialsUnavailable', reason: 'Throttling' })
    expect(failure(Object.assign(new Error(), { code: 'ECONNRESET' }))).to.deep.equal({
      _tag: 'CredentialsUnavailable',
      reason: 'ECONNRESET',
    })
  })

  it('keeps the code of a refusal that passes', () => {
    expect(toFailure(request)(sdkError('TooManyInvalidationsInProgress'))).to.deep.equal({
      _tag: 'TooManyInProgress',
      code: 'TooManyInvalidationsInProgress',
    })
  })

  it('shows no message that may repeat the request', () => {
    const message = 'The Canonical String should have been x-amz-security-token:SECRET'
    for (const name of ['SignatureDoesNotMatch', 'IncompleteSignature', 'AccessDenied', 'Throttling']) {
      expect(JSON.stringify(toFailure(request)(sdkError(name, message)))).not.to.include('SECRET')
    }
  })

  it('makes something of whatever is thrown', () => {
    for (const thrown of [undefined, null, 'text', 7, {}, new Error('x')]) {
      expect(toFailure(request)(thrown)).to.have.property('_tag', 'RequestRejected')
    }
  })
})
