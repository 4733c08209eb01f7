import { expect } from 'chai'
import { readSdkFailure } from '../../../../src/adapters/aws/sdk-failure.ts'

const refusal = (name: string, httpStatusCode: number, message = 'why') =>
  Object.assign(new Error(message), { name, $fault: 'client', $metadata: { httpStatusCode } })

const system = (code: string) => Object.assign(new Error('m'), { code })

describe('readSdkFailure', () => {
  const throttling = ['Throttling', 'ThrottlingException', 'ThrottledException', 'RequestThrottled', 'RequestThrottledException']
  const limits = ['TooManyRequestsException', 'RequestLimitExceeded', 'BandwidthLimitExceeded', 'LimitExceededException', 'SlowDown']
  const others = ['PriorRequestNotComplete', 'EC2ThrottledException', 'TransactionInProgressException']
  for (const name of [...throttling, ...limits, ...others]) {
    it(`takes ${name} for throttling, whatever its status`, () => {
      expect(readSdkFailure(refusal(name, 400))).to.deep.equal({ _tag: 'Throttled', code: name })
      expect(readSdkFailure(refusal(name, 503))).to.deep.equal({ _tag: 'Throttled', code: name })
    })
  }

  it('takes status 429 for throttling, whatever its name', () => {
    expect(readSdkFailure(refusal('Whatever', 429))).to.deep.equal({ _tag: 'Throttled', code: 'Whatever' })
  })

  for (const name of [
    'InternalError',
    'InternalFailure',
    'InternalServerError',
    'RequestTimeout',
    'RequestTimeoutException',
    'ServiceUnavailable',
  ]) {
    it(`takes ${name} for a fault, whatever its status`, () => {
      expect(readSdkFailure(refusal(name, 400))).to.deep.equal({ _tag: 'Fault', code: `400 ${name}` })
    })
  }

  for (const status of [408, 500, 502, 503, 504]) {
    it(`takes status ${status} for a fault, whatever its name`, () => {
      expect(readSdkFailure(refusal('Whatever', status))).to.deep.equal({ _tag: 'Fault', code: `${status} Whatever` })
    })
  }

  it('passes a refusal on with its code and what the service said', () => {
    expect(readSdkFailure(refusal('InvalidArgument', 400))).to.deep.equal({ _tag: 'Rejected', code: 'InvalidArgument', message: 'why' })
    expect(readSdkFailure(refusal('InvalidArgument', 400, 'UnknownError'))).to.deep.equal({
      _tag: 'Rejected',
      code: 'InvalidArgument',
      message: '',
    })
  })

  it('has no answer from a connection that broke, whatever Node calls that', () => {
    for (const code of ['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT', 'EAI_AGAIN', 'ERR_SSL_WRONG_VERSION_NUMBER']) {
      expect(readSdkFailure(system(code))).to.deep.equal({ _tag: 'NoAnswer', reason: code })
    }
  })

  it('has no answer from a call that took too long', () => {
    for (const name of ['AbortError', 'TimeoutError']) {
      expect(readSdkFailure(Object.assign(new Error(), { name }))).to.deep.equal({ _tag: 'NoAnswer', reason: 'it took too long' })
    }
  })

  it('has no answer where an answer came that is none of the service', () => {
    for (const httpStatusCode of [200, 201, 400, 403]) {
      const error = Object.assign(new SyntaxError('m'), { $metadata: { httpStatusCode } })
      expect(readSdkFailure(error)).to.deep.equal({ _tag: 'NoAnswer', reason: 'the answer could not be read' })
    }
  })

  it('does not hope that an endpoint which is no URL becomes one', () => {
    expect(readSdkFailure(system('ERR_INVALID_URL'))).to.deep.equal({ _tag: 'Rejected', code: 'ERR_INVALID_URL', message: '' })
  })

  it('makes something of whatever is thrown', () => {
    for (const thrown of [undefined, null, 'text', 7, {}]) {
      expect(readSdkFailure(thrown)).to.deep.equal({ _tag: 'Rejected', code: 'UnknownError', message: '' })
    }
  })
})
