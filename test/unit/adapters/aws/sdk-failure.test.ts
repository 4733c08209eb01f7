import { expect } from 'chai'
import { readSdkFailure } from '../../../../src/adapters/aws/sdk-failure.ts'

const serviceError = (name: string, httpStatusCode: number, message = 'why') =>
  Object.assign(new Error(message), { name, $fault: 'client', $metadata: { httpStatusCode } })

const systemError = (code: string) => Object.assign(new Error('m'), { code })

describe('readSdkFailure', () => {
  const throttling = ['Throttling', 'ThrottlingException', 'ThrottledException', 'RequestThrottled', 'RequestThrottledException']
  const limits = ['TooManyRequestsException', 'RequestLimitExceeded', 'BandwidthLimitExceeded', 'LimitExceededException', 'SlowDown']
  const others = ['PriorRequestNotComplete', 'EC2ThrottledException', 'TransactionInProgressException']
  for (const name of [...throttling, ...limits, ...others]) {
    it(`classifies ${name} as throttling, whatever its status`, () => {
      expect(readSdkFailure(serviceError(name, 400))).to.deep.equal({ _tag: 'Throttled', code: name })
      expect(readSdkFailure(serviceError(name, 503))).to.deep.equal({ _tag: 'Throttled', code: name })
    })
  }

  it('classifies status 429 as throttling, whatever its name', () => {
    expect(readSdkFailure(serviceError('Whatever', 429))).to.deep.equal({ _tag: 'Throttled', code: 'Whatever' })
  })

  for (const name of [
    'InternalError',
    'InternalFailure',
    'InternalServerError',
    'RequestTimeout',
    'RequestTimeoutException',
    'ServiceUnavailable',
  ]) {
    it(`classifies ${name} as a fault, whatever its status`, () => {
      expect(readSdkFailure(serviceError(name, 400))).to.deep.equal({ _tag: 'Fault', code: `400 ${name}` })
    })
  }

  for (const status of [408, 500, 502, 503, 504]) {
    it(`classifies status ${status} as a fault, whatever its name`, () => {
      expect(readSdkFailure(serviceError('Whatever', status))).to.deep.equal({ _tag: 'Fault', code: `${status} Whatever` })
    })
  }

  for (const name of [
    'AuthFailure',
    'ExpiredToken',
    'ExpiredTokenException',
    'InvalidSignatureException',
    'RequestExpired',
    'RequestInTheFuture',
    'RequestTimeTooSkewed',
    'SignatureDoesNotMatch',
  ]) {
    it(`classifies ${name} as a caller that was not authenticated`, () => {
      for (const status of [400, 403])
        expect(readSdkFailure(serviceError(name, status))).to.deep.equal({ _tag: 'Unauthenticated', code: name })
    })
  }

  it('leaves AccessDeniedException, which nearly always means a missing permission', () => {
    expect(readSdkFailure(serviceError('AccessDeniedException', 400))).to.have.property('_tag', 'Rejected')
  })

  it('returns a rejection with its code and the message of the service', () => {
    expect(readSdkFailure(serviceError('InvalidArgument', 400))).to.deep.equal({
      _tag: 'Rejected',
      code: 'InvalidArgument',
      message: 'why',
    })
    expect(readSdkFailure(serviceError('InvalidArgument', 400, 'UnknownError'))).to.deep.equal({
      _tag: 'Rejected',
      code: 'InvalidArgument',
      message: '',
    })
  })

  it('returns no answer for every connection error of Node.js', () => {
    for (const code of ['ECONNRESET', 'ECONNREFUSED', 'EPIPE', 'ENOTFOUND', 'ETIMEDOUT', 'EAI_AGAIN', 'ERR_SSL_WRONG_VERSION_NUMBER']) {
      expect(readSdkFailure(systemError(code))).to.deep.equal({ _tag: 'NoAnswer', reason: code })
    }
  })

  it('returns no answer for a call that timed out', () => {
    for (const name of ['AbortError', 'TimeoutError']) {
      expect(readSdkFailure(Object.assign(new Error(), { name }))).to.deep.equal({ _tag: 'NoAnswer', reason: 'it took too long' })
    }
  })

  it('returns no answer for a response that cannot be parsed', () => {
    for (const httpStatusCode of [200, 201, 400, 403]) {
      const error = Object.assign(new SyntaxError('m'), { $metadata: { httpStatusCode } })
      expect(readSdkFailure(error)).to.deep.equal({ _tag: 'NoAnswer', reason: 'the answer could not be read' })
    }
  })

  it('does not treat an invalid endpoint as transient', () => {
    expect(readSdkFailure(systemError('ERR_INVALID_URL'))).to.deep.equal({ _tag: 'Rejected', code: 'ERR_INVALID_URL', message: '' })
  })

  it('handles any thrown value', () => {
    for (const thrown of [undefined, null, 'text', 7, {}]) {
      expect(readSdkFailure(thrown)).to.deep.equal({ _tag: 'Rejected', code: 'UnknownError', message: '' })
    }
  })

  it('shows no text of the service in full, and no credentials', () => {
    const key = 'AKIAIOSFODNN7EXAMPLE'
    const long = `${'ab '.repeat(100)}${key}`
    for (const error of [
      serviceError(`Why${key}`, 400, `Signature=abc ${long}`),
      serviceError(`Why${key}`, 503),
      serviceError(`Why${key}`, 429),
      systemError(`E ${long}`),
      systemError(`ERR_INVALID ${key}`),
      Object.assign(new Error(), { name: `Why ${key}` }),
    ]) {
      const failure = readSdkFailure(error)
      for (const text of Object.values(failure)) expect(text.length).to.be.at.most(204)
      expect(JSON.stringify(failure)).not.to.match(/AKIA|abc/)
    }
  })
})
