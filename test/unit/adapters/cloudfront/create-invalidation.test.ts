import { expect } from 'chai'
import { RoleNotAssumed } from '../../../../src/adapters/cloudfront/assume-role.ts'
import { toBatch, toFailure, toInvalidation } from '../../../../src/adapters/cloudfront/create-invalidation.ts'
import type { Call } from '../../../../src/adapters/cloudfront/failure.ts'
import type { InvalidationRequest } from '../../../../src/domain/cdn/invalidation.ts'
import { item } from '../../../support/builders/arbitraries.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const role = { principal: 'arn:aws:iam::222222222222:role/r', qualifier: undefined, jobId: 'j1' }
const request: InvalidationRequest = {
  targetId: 'E1',
  host: undefined,
  items: [item('/a'), item('/b')],
  reference: 'job-1',
  credentials: undefined,
}
const call: Call = { request, ownAccount: { partition: 'aws-us-gov', id: '111111111111' } }
const asRole: Call = { ...call, request: { ...request, credentials: role } }
const ofTenant = ({ request: asked, ownAccount }: Call): Call => ({ request: { ...asked, targetId: 'dt_1' }, ownAccount })

const metadata = { httpStatusCode: 403 }
const sdkError = (name: string, message = 'm') => Object.assign(new Error(message), { name, $fault: 'client', $metadata: metadata })

describe('toBatch', () => {
  it('contains the items, their number and the reference', () => {
    expect(toBatch(request)).to.deep.equal({ CallerReference: 'job-1', Paths: { Quantity: 2, Items: ['/a', '/b'] } })
  })
})

describe('toInvalidation', () => {
  const output = (Invalidation: object) => toInvalidation({ $metadata: {}, Invalidation } as never)

  it('reads the id and the status', () => {
    expect(rightOf(output({ Id: 'I1', Status: 'Completed' }))).to.deep.equal({ id: 'I1', status: 'Completed' })
    expect(rightOf(output({ Id: 'I1', Status: 'InProgress' }))).to.deep.equal({ id: 'I1', status: 'InProgress' })
  })

  it('reads an unknown status as in progress', () => {
    expect(rightOf(output({ Id: 'I1', Status: 'Pondering' }))).to.deep.equal({ id: 'I1', status: 'InProgress' })
  })

  it('does not treat a response without an id as a success', () => {
    expect(leftOf(output({}))).to.include({ _tag: 'NoAnswer' })
    expect(leftOf(toInvalidation({ $metadata: {} }))).to.include({ _tag: 'NoAnswer' })
  })
})

describe('toFailure', () => {
  it('names the denied distribution by its ARN', () => {
    expect(toFailure(call)(sdkError('AccessDenied'))).to.deep.equal({
      _tag: 'InvalidationDenied',
      permission: 'cloudfront:CreateInvalidation',
      resource: 'arn:aws-us-gov:cloudfront::111111111111:distribution/E1',
      hint: "Allow this action on this resource in this function's role.",
    })
  })

  it('names the account of the role, and the role that lacks the permission', () => {
    const failure = toFailure(asRole)(sdkError('AccessDenied'))
    expect(failure).to.deep.include({
      resource: 'arn:aws:cloudfront::222222222222:distribution/E1',
      hint: 'Allow this action on this resource in arn:aws:iam::222222222222:role/r.',
    })
  })

  it('names the account without the distribution, if it is known', () => {
    const tenants = 'CloudFront also reports a multi-tenant distribution like this: give the ids of its tenants (dt_…) instead.'
    const missing = (of: Call) => toFailure(of)(sdkError('NoSuchDistribution'))
    expect(missing(call)).to.deep.equal({
      _tag: 'TargetNotFound',
      noun: 'distribution',
      where: 'in account 111111111111',
      hint: `Check distributionId; a distribution in another account requires roleArn. ${tenants}`,
    })
    expect(missing(asRole)).to.include({ where: 'in account 222222222222', hint: `Check distributionId and roleArn. ${tenants}` })
    expect(missing({ ...call, ownAccount: undefined })).to.include({ where: 'in the account that this function calls' })
  })

  it('names a denied tenant by its ARN, and the operation on tenants', () => {
    expect(toFailure(ofTenant(call))(sdkError('AccessDenied'))).to.include({
      permission: 'cloudfront:CreateInvalidationForDistributionTenant',
      resource: 'arn:aws-us-gov:cloudfront::111111111111:distribution-tenant/dt_1',
    })
  })

  it('calls an unknown tenant a tenant', () => {
    const missing = (of: Call) => toFailure(ofTenant(of))(sdkError('EntityNotFound'))
    expect(missing(call)).to.deep.equal({
      _tag: 'TargetNotFound',
      noun: 'distribution tenant',
      where: 'in account 111111111111',
      hint: 'Check distributionId; a distribution tenant in another account requires roleArn.',
    })
    expect(missing(asRole)).to.include({ where: 'in account 222222222222', hint: 'Check distributionId and roleArn.' })
  })

  it('uses a wildcard for an unknown account', () => {
    const failure = toFailure({ ...call, ownAccount: undefined })(sdkError('AccessDenied'))
    expect(failure).to.include({ resource: 'arn:aws:cloudfront::*:distribution/E1' })
  })

  it('does not wait for a certificate to be trusted, of CloudFront or of STS', () => {
    const untrusted = Object.assign(new Error('m'), { code: 'SELF_SIGNED_CERT_IN_CHAIN' })
    for (const error of [untrusted, new RoleNotAssumed('', { cause: untrusted })])
      expect(toFailure(asRole)(error)).to.include({ code: 'an untrusted certificate (SELF_SIGNED_CERT_IN_CHAIN)' })
  })

  it('distinguishes a denied role from a denied invalidation', () => {
    const error = new RoleNotAssumed('', { cause: sdkError('AccessDenied') })
    expect(toFailure(asRole)(error)).to.deep.equal({
      _tag: 'CredentialsDenied',
      permission: 'sts:AssumeRole',
      resource: role.principal,
      hint: "Allow this action on this resource in this function's role. That role's trust policy has to name this function's role, and the externalId if it requires one.",
    })
  })

  it('names the variables of an endpoint that is not a URL, of CloudFront or of STS', () => {
    const invalid = Object.assign(new TypeError('Invalid URL'), { code: 'ERR_INVALID_URL' })
    expect(toFailure(asRole)(invalid)).to.deep.equal({
      _tag: 'RequestRejected',
      code: 'ERR_INVALID_URL',
      hint: 'The endpoint is not a URL. Correct AWS_ENDPOINT_URL_CLOUDFRONT or AWS_ENDPOINT_URL.',
    })
    expect(toFailure(asRole)(new RoleNotAssumed('', { cause: invalid }))).to.deep.equal({
      _tag: 'RequestRejected',
      code: 'sts:ERR_INVALID_URL',
      hint: 'The endpoint is not a URL. Correct AWS_ENDPOINT_URL_STS or AWS_ENDPOINT_URL.',
    })
  })

  it('reports other rejections of STS with their code', () => {
    const error = new RoleNotAssumed('', { cause: sdkError('RegionDisabledException') })
    expect(toFailure(asRole)(error)).to.deep.equal({
      _tag: 'RequestRejected',
      code: 'sts:RegionDisabledException',
      hint: "See AWS's list of common errors.",
    })
  })

  it('distinguishes a caller that STS did not authenticate from one that CloudFront did not', () => {
    const error = sdkError('SignatureDoesNotMatch')
    expect(toFailure(asRole)(error)).to.deep.equal({ _tag: 'InvalidationUnauthenticated', code: 'SignatureDoesNotMatch' })
    expect(toFailure(asRole)(new RoleNotAssumed('', { cause: error }))).to.deep.equal({
      _tag: 'InvalidationUnauthenticated',
      code: 'sts:SignatureDoesNotMatch',
    })
  })

  it('distinguishes an unavailable STS from an unavailable CloudFront', () => {
    const failure = (cause: Error) => toFailure(asRole)(new RoleNotAssumed('', { cause }))
    expect(failure(sdkError('Throttling'))).to.deep.equal({ _tag: 'CredentialsUnavailable', reason: 'Throttling' })
    expect(failure(Object.assign(new Error(), { code: 'ECONNRESET' }))).to.deep.equal({
      _tag: 'CredentialsUnavailable',
      reason: 'ECONNRESET',
    })
  })

  it('keeps the code of a transient failure', () => {
    expect(toFailure(call)(sdkError('TooManyInvalidationsInProgress'))).to.deep.equal({
      _tag: 'TooManyInProgress',
      code: 'TooManyInvalidationsInProgress',
    })
  })

  it('omits messages that may repeat the request', () => {
    const message = 'The Canonical String should have been x-amz-security-token:SECRET'
    for (const name of ['SignatureDoesNotMatch', 'IncompleteSignature', 'AccessDenied', 'Throttling']) {
      expect(JSON.stringify(toFailure(call)(sdkError(name, message)))).not.to.include('SECRET')
    }
  })

  const used = [
    'Your request contains a caller reference that was used for a previous invalidation batch for the same distribution.',
    'CallerReference already exists',
    'the caller reference of a previous batch',
    'CALLER REFERENCE WAS USED',
  ]
  for (const message of used) {
    it(`takes an argument as a used reference: ${message}`, () => {
      expect(toFailure(call)(sdkError('InvalidArgument', message))).to.deep.equal({ _tag: 'AlreadyCreated' })
    })
  }

  it('takes the documented error as a used reference', () => {
    expect(toFailure(call)(sdkError('InvalidationBatchAlreadyExists'))).to.deep.equal({ _tag: 'AlreadyCreated' })
  })

  const invalid = [
    'Your request contains one or more invalid invalidation paths.',
    'The caller reference is too long.',
    'The caller reference is unused.',
    'A path was used before.',
    'm',
  ]
  for (const message of invalid) {
    it(`takes an argument as a rejected item: ${message}`, () => {
      expect(toFailure(call)(sdkError('InvalidArgument', message))).to.deep.equal({ _tag: 'ItemsRejected', detail: message })
    })
  }

  it('handles any thrown value', () => {
    for (const thrown of [undefined, null, 'text', 7, {}, new Error('x')]) {
      expect(toFailure(call)(thrown)).to.have.property('_tag', 'RequestRejected')
    }
  })
})
