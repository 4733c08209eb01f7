import { expect } from 'chai'
import { type Fault, knownFaults } from '../../../local/aws/faults.ts'
import { tokenInSecret } from '../../../src/adapters/secrets-manager/token-in-secret.ts'
import type { CdnFailure } from '../../../src/domain/cdn/cdn-failure.ts'
import { leftOf, rightOf } from '../../support/either.ts'
import { environmentPerTest, hoursAhead, localAwsPerTest } from '../../support/worlds/local-aws.ts'

const secretId = 'arn:aws:secretsmanager:eu-west-1:111111111111:secret:cloudflare-AbCdEf'

const error = (status: number, code: string): Fault => ({ kind: 'error', status, code })

describe('tokenInSecret, through the SDK against the local AWS', () => {
  const start = localAwsPerTest()
  const useEnvironment = environmentPerTest()

  const startWithEnvironment = async () => {
    const aws = await start()
    useEnvironment(aws)
    return aws
  }
  const read = () => tokenInSecret(secretId).read(new AbortController().signal)()

  it('reads the text of the secret each time', async () => {
    const aws = await startWithEnvironment()
    const source = tokenInSecret(secretId)
    for (const text of ['one', 'two']) {
      aws.secrets.put(secretId, text)
      expect(rightOf(await source.read(new AbortController().signal)())).to.equal(text)
    }
  })

  it('calls with the clock of the service after an error about the time', async () => {
    const aws = await startWithEnvironment()
    aws.secrets.put(secretId, 'one')
    aws.faults.schedule('GetSecretValue', knownFaults.skewed)
    const source = tokenInSecret(secretId)
    const failure = leftOf(await source.read(new AbortController().signal)())
    expect(failure).to.deep.equal({
      _tag: 'InvalidationUnauthenticated',
      code: 'secretsmanager:GetSecretValue: RequestTimeTooSkewed',
    })
    expect(rightOf(await source.read(new AbortController().signal)())).to.equal('one')
    expect(aws.calls().map(hoursAhead)).to.deep.equal([0, 1])
  })

  it('names the secret as the place', () => {
    expect(tokenInSecret(secretId).place).to.equal(`the secret ${secretId}`)
  })

  it('reads a binary secret as none', async () => {
    const aws = await startWithEnvironment()
    aws.secrets.put(secretId, undefined)
    expect(rightOf(await read())).to.equal('')
  })

  const denied: CdnFailure = {
    _tag: 'CredentialsDenied',
    permission: 'secretsmanager:GetSecretValue',
    resource: secretId,
    hint: "Allow this action on this resource in this function's role, and kms:Decrypt on the secret's key if it has its own.",
  }
  const unavailable = (reason: string): CdnFailure => ({ _tag: 'CdnUnavailable', code: `secretsmanager:GetSecretValue: ${reason}` })

  const failures: ReadonlyArray<readonly [string, Fault, CdnFailure]> = [
    ['a missing permission', error(400, 'AccessDeniedException'), denied],
    ['throttling', error(400, 'ThrottlingException'), unavailable('ThrottlingException')],
    ['a fault', error(500, 'InternalServiceError'), unavailable('500 InternalServiceError')],
    [
      'an expired session',
      error(400, 'ExpiredTokenException'),
      { _tag: 'InvalidationUnauthenticated', code: 'secretsmanager:GetSecretValue: ExpiredTokenException' },
    ],
    ['a lost connection', { kind: 'drop-before' }, unavailable('it took too long')],
    [
      'a secret that does not exist',
      { kind: 'none' },
      { _tag: 'RequestRejected', code: 'secretsmanager:GetSecretValue: ResourceNotFoundException', hint: `Check the secret ${secretId}.` },
    ],
  ]
  for (const [what, fault, failure] of failures) {
    it(`reports ${what} as ${failure._tag}, after one attempt`, async () => {
      const aws = await startWithEnvironment()
      aws.faults.schedule('GetSecretValue', fault)
      expect(leftOf(await read())).to.deep.equal(failure)
      expect(aws.calls()).to.have.length(1)
    })
  }

  it('ends with the signal', async () => {
    const aws = await startWithEnvironment()
    aws.faults.schedule('GetSecretValue', { kind: 'hang' })
    const reading = tokenInSecret(secretId).read(AbortSignal.timeout(50))()
    expect(leftOf(await reading)).to.deep.equal(unavailable('it took too long'))
  })
})
