import { expect } from 'chai'
import {
  readAcceptance,
  readChangedResend,
  readEviction,
  readIdenticalResend,
  readNewInvalidation,
  readRefusedCharacter,
  readTag,
  readTenants,
} from '../../../../tools/conformance/cloudfront/interpret.ts'
import {
  describeRefusal,
  isFault,
  isThrottling,
  isTooMany,
  type Refusal,
  type Reply,
  toRefusal,
} from '../../../../tools/conformance/cloudfront/reply.ts'
import { observed, unclear } from '../../../../tools/conformance/finding.ts'

const refused = (code: string, message = '', status = 400): Refusal => ({ _tag: 'Refused', code, message, status })
const accepted = (id: string): Reply => ({ _tag: 'Accepted', id })

/** No answer arrived. */
const lost = (code: string): Refusal => ({ _tag: 'Refused', code, message: '', status: undefined })

const documented = refused('InvalidationBatchAlreadyExists')
/** What real accounts got. https://github.com/aws/aws-cdk/issues/3878 */
const usedReference = refused(
  'InvalidArgument',
  'Your request contains a caller reference that was used for a previous invalidation batch for the same distribution.',
)
const invalidPath = refused('InvalidArgument', 'Your request contains one or more invalid invalidation paths.')
const noDistribution = refused('NoSuchDistribution', 'The specified distribution does not exist.', 404)

describe('npm run conformance, reading the answers of CloudFront', () => {
  it('tells the same invalidation from another one', () => {
    expect(readIdenticalResend('I1', accepted('I1'), 'after seconds')).to.deep.equal(
      observed('same-invalidation', 'after seconds: the same invalidation'),
    )
    expect(readIdenticalResend('I1', accepted('I2'), 'after seconds')).to.deep.equal(
      unclear('after seconds: another invalidation was created'),
    )
  })

  for (const [error, reading] of [
    [documented, 'already-exists'],
    [usedReference, 'reference-used'],
  ] as const) {
    it(`reads ${error.code} as ${reading}`, () => {
      const evidence = `after 3 days: ${describeRefusal(error)}`
      expect(readIdenticalResend('I1', error, 'after 3 days')).to.deep.equal(observed(reading, evidence))
      expect(readChangedResend(error, 'after 3 days')).to.deep.equal(observed(reading, evidence))
    })
  }

  it('does not take another error, or an invalidation, for an answer about the reference', () => {
    const usedElsewhere = refused('AccessDenied', usedReference.message)
    for (const reply of [invalidPath, noDistribution, usedElsewhere]) {
      expect(readIdenticalResend('I1', reply, 'now')).to.deep.equal(unclear(`now: ${describeRefusal(reply)}`))
      expect(readChangedResend(reply, 'now')).to.deep.equal(unclear(`now: ${describeRefusal(reply)}`))
    }
    expect(readChangedResend(accepted('I2'), 'now')).to.deep.equal(unclear('now: accepted'))
  })

  it('tells whether a new invalidation was found', () => {
    const missing = { after: 0.1, refusal: refused('NoSuchInvalidation', '', 404) }
    const found = { after: 2.04, refusal: undefined }
    expect(readNewInvalidation([found])).to.deep.equal(observed('found', 'directly after the creation'))
    expect(readNewInvalidation([missing, found])).to.deep.equal(observed('not-found-at-first', '404 NoSuchInvalidation; found after 2.0 s'))
    expect(readNewInvalidation([missing, missing])).to.deep.equal(unclear('404 NoSuchInvalidation; never found'))
    expect(readNewInvalidation([{ after: 0, refusal: refused('AccessDenied', '', 403) }, found])).to.deep.equal(
      unclear('403 AccessDenied; never found'),
    )
    expect(readNewInvalidation([])).to.deep.equal(unclear('no answer'))
  })

  it('names the one character that is refused, and none if several are', () => {
    expect(
      readRefusedCharacter([
        ["'", accepted('I1')],
        ['!', accepted('I2')],
      ]),
    ).to.deep.equal(observed('none', '2 characters accepted'))
    expect(
      readRefusedCharacter([
        ["'", invalidPath],
        ['!', accepted('I2')],
      ]),
    ).to.deep.equal(observed("'", `' refused, 1 accepted: ${describeRefusal(invalidPath)}`))
    expect(
      readRefusedCharacter([
        ["'", invalidPath],
        ['!', refused('InvalidArgument')],
      ]),
    ).to.deep.equal(unclear(`' ! refused, 0 accepted: ${describeRefusal(invalidPath)}`))
    expect(
      readRefusedCharacter([
        ["'", invalidPath],
        ['!', refused('AccessDenied')],
      ]),
    ).to.deep.equal(unclear('! 400 AccessDenied'))
    expect(readRefusedCharacter([['$', usedReference]])).to.have.property('_tag', 'Unclear')
  })

  it('tells whether an item is accepted', () => {
    expect(readAcceptance(accepted('I1'))).to.deep.equal(observed('accepted', 'an invalidation was created'))
    expect(readAcceptance(invalidPath)).to.deep.equal(observed('refused', describeRefusal(invalidPath)))
    for (const reply of [usedReference, noDistribution]) expect(readAcceptance(reply)).to.deep.equal(unclear(describeRefusal(reply)))
  })

  it('does not claim that a tag was accepted without CacheTagConfig if that is not known', () => {
    expect(readTag(accepted('I1'), true)).to.deep.equal(observed('accepted', 'an invalidation was created'))
    expect(readTag(accepted('I1'), undefined)).to.deep.equal(
      unclear('accepted, but it could not be read whether the distribution has a CacheTagConfig'),
    )
    expect(readTag(invalidPath, undefined)).to.deep.equal(observed('refused', describeRefusal(invalidPath)))
  })

  it('knows one answer of a multi-tenant distribution', () => {
    expect(readTenants(noDistribution)).to.deep.equal(
      observed('no-such-distribution', '404 NoSuchDistribution: The specified distribution does not exist.'),
    )
    expect(readTenants(accepted('I1'))).to.deep.equal(unclear('accepted'))
    expect(readTenants(invalidPath)).to.deep.equal(unclear(describeRefusal(invalidPath)))
  })

  it('tells whether %27 removed what is requested with an apostrophe', () => {
    const served = { before: 'first', cached: 'first', after: 'second' }
    expect(readEviction(served)).to.deep.equal(observed('evicted', 'served anew after the invalidation completed'))
    expect(readEviction({ ...served, after: 'first' })).to.deep.equal(
      observed('not-evicted', 'still cached after the invalidation completed'),
    )
    expect(readEviction({ ...served, after: 'status 500' })).to.deep.equal(unclear('served something else'))
    expect(readEviction({ ...served, cached: 'second' })).to.deep.equal(unclear('the URL did not serve the object from a cache'))
    expect(readEviction({ ...served, before: 'status 403' })).to.deep.equal(unclear('the URL did not serve the object of the bucket'))
  })

  it('reads what an SDK client throws', () => {
    const thrown = Object.assign(new Error('Rate exceeded'), { name: 'Throttling', $metadata: { httpStatusCode: 400 } })
    expect(toRefusal(thrown)).to.deep.equal(refused('Throttling', 'Rate exceeded'))
    expect(toRefusal('gone')).to.deep.equal(lost('UnknownError'))
    expect(describeRefusal({ ...lost('UnknownError'), message: 'UnknownError' })).to.equal('UnknownError')
  })

  it('tells faults, throttling and refusals apart', () => {
    for (const fault of [lost('X'), refused('X', '', 500), refused('ServiceUnavailable'), refused('InternalFailure')]) {
      expect(isFault(fault), describeRefusal(fault)).to.equal(true)
    }
    for (const throttled of [
      'Throttling',
      'ThrottlingException',
      'ThrottledException',
      'TooManyRequestsException',
      'RequestLimitExceeded',
    ]) {
      expect(isThrottling(refused(throttled)), throttled).to.equal(true)
    }
    expect(isThrottling(refused('X', '', 429))).to.equal(true)
    expect(isTooMany(refused('TooManyInvalidationsInProgress'))).to.equal(true)
    for (const refusal of [documented, usedReference, invalidPath, refused('X', '', 499)]) {
      expect([isFault(refusal), isThrottling(refusal), isTooMany(refusal)], refusal.code).to.deep.equal([false, false, false])
    }
  })
})
