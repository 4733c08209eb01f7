import { expect } from 'chai'
import { exitCodeOf } from '../../../../src/adapters/console/outcome.ts'
import { statusFailure, statusOutcome } from '../../../../src/adapters/console/status.ts'
import type { CdnFailure } from '../../../../src/domain/cdn/cdn-failure.ts'

const command = { targetId: 'E1', invalidationId: 'I1', credentials: undefined }

describe('statusOutcome', () => {
  it('prints a status', () => {
    expect(statusOutcome(command, 'InProgress', { format: 'text', targetNoun: 'distribution' })).to.deep.equal({
      exitCode: 0,
      stdout: 'InProgress\n',
      stderr: '',
    })
    expect(statusOutcome(command, 'Completed', { format: 'json', targetNoun: 'distribution' })).to.deep.equal({
      exitCode: 0,
      stdout: '{"status":"Completed","invalidationId":"I1","distributionId":"E1"}\n',
      stderr: '',
    })
  })
})

describe('statusFailure', () => {
  const rows: ReadonlyArray<readonly [CdnFailure, number, string]> = [
    [{ _tag: 'InvalidationNotFound' }, 3, 'E1 has no invalidation I1.'],
    [
      { _tag: 'TargetNotFound', where: 'in account 1', hint: 'Check distributionId.' },
      3,
      'There is no distribution E1 in account 1. Check --distribution.',
    ],
    [
      { _tag: 'InvalidationDenied', permission: 'p', resource: 'r', hint: "Allow it in this function's role." },
      4,
      'p is denied on r. Allow it in the identity of your credentials.',
    ],
    [
      { _tag: 'InvalidationUnauthenticated', code: 'ExpiredToken' },
      3,
      'CDN did not authenticate the request (ExpiredToken). Check your credentials and your clock.',
    ],
    [{ _tag: 'Throttled', code: 'Throttling' }, 5, 'CDN did not answer (Throttling). Run the command again.'],
    [{ _tag: 'NoAnswer', reason: 'ECONNRESET' }, 5, 'CDN did not answer (ECONNRESET). Run the command again.'],
    [{ _tag: 'RequestRejected', code: 'Teapot', hint: '' }, 1, 'CDN rejected the request with Teapot.'],
    [{ _tag: 'RequestTooLarge' }, 1, 'CDN rejected the request with RequestTooLarge.'],
  ]
  it('names the kind of target that is not found', () => {
    const failure: CdnFailure = { _tag: 'TargetNotFound', noun: 'distribution tenant', where: 'in account 1', hint: 'Check it.' }
    expect(statusFailure('CDN', { ...command, targetId: 'dt_1' }, failure)).to.include({
      message: 'There is no distribution tenant dt_1 in account 1. Check it.',
    })
  })

  for (const [failure, code, message] of rows) {
    it(`describes ${failure._tag}${'reason' in failure ? ` (${failure.reason})` : ''}`, () => {
      const described = statusFailure('CDN', command, failure)
      expect(described).to.include({ message })
      expect(exitCodeOf(described, false)).to.equal(code)
    })
  }
})
