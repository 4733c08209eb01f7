import { expect } from 'chai'
import { exitCodes } from '../../../../src/adapters/console/exit-codes.ts'
import {
  exitCodeOf,
  failureOf,
  interruptedOutcome,
  invalidOptions,
  outcomeOf,
  usageOutcome,
} from '../../../../src/adapters/console/outcome.ts'
import type { Answer, Failure, FailureKind, Success } from '../../../../src/domain/job/answer.ts'

const success: Success = {
  _tag: 'Success',
  summary: 'done to keep to maxPaths 3',
  status: 'InProgress',
  invalidationIds: ['I1', 'I2'],
  targetIds: ['E1', 'E2'],
  pathCount: 4,
}
const failure: Failure = { _tag: 'Failure', kind: 'failed', message: 'Use a larger maxPaths', invalidationIds: ['I1'] }
const unfinished: Answer = { _tag: 'Unfinished', summary: '1 of 2 items submitted', percentComplete: 50 }

describe('exitCodeOf', () => {
  it('is 0 for a success', () => {
    for (const status of ['InProgress', 'Completed', 'DryRun', 'NothingToDo'] as const) {
      expect(exitCodeOf({ ...success, status }, false)).to.equal(0)
      expect(exitCodeOf({ ...success, status }, true)).to.equal(status === 'InProgress' ? 6 : 0)
    }
  })

  const codes: Readonly<Record<FailureKind, number>> = { failed: 1, configuration: 3, artifact: 3, permission: 4, unavailable: 5 }
  for (const [kind, code] of Object.entries(codes) as ReadonlyArray<[FailureKind, number]>) {
    it(`is ${code} for a failure of the kind ${kind}`, () => {
      expect(exitCodeOf({ ...failure, kind }, true)).to.equal(code)
    })
  }

  it('is 5 for a job that is not finished', () => {
    expect(exitCodeOf(unfinished, false)).to.equal(5)
    expect(exitCodeOf({ ...unfinished, _tag: 'Continuation', token: '' } as Answer, false)).to.equal(5)
  })

  it('is different for each meaning', () => {
    expect(new Set(Object.values(exitCodes)).size).to.equal(Object.keys(exitCodes).length)
  })
})

describe('outcomeOf', () => {
  it('prints a success', () => {
    expect(outcomeOf(success, { waits: true, format: 'text', targetNoun: 'distribution' })).to.deep.include({
      exitCode: 6,
      stdout: 'done to keep to --max-paths 3\n',
      stderr: '',
    })
    expect(outcomeOf(success, { waits: false, format: 'ids', targetNoun: 'distribution' })).to.deep.include({
      exitCode: 0,
      stdout: 'I1\nI2\n',
      stderr: 'done to keep to --max-paths 3\n',
    })
    const json = outcomeOf(success, { waits: false, format: 'json', targetNoun: 'distribution' })
    expect(json).to.include({ exitCode: 0, stderr: '' })
    expect(json.stdout.endsWith('\n')).to.equal(true)
    expect(JSON.parse(json.stdout)).to.deep.equal({
      status: 'InProgress',
      invalidationIds: ['I1', 'I2'],
      distributionIds: ['E1', 'E2'],
      pathCount: 4,
      summary: 'done to keep to --max-paths 3',
    })
  })

  it('prints no ids if nothing was created', () => {
    expect(outcomeOf({ ...success, invalidationIds: [] }, { waits: false, format: 'ids', targetNoun: 'distribution' }).stdout).to.equal('')
  })

  it('prints the changes as JSON, if they are known', () => {
    const compared: Success = { ...success, changeSet: { _tag: 'Compared', files: 3, unchangedFlushed: 2 } }
    expect(JSON.parse(outcomeOf(compared, { waits: false, format: 'json', targetNoun: 'distribution' }).stdout)).to.include({
      changedFiles: 3,
      unchangedFlushed: 2,
    })
    const unknown: Success = { ...success, changeSet: { _tag: 'Unknown', why: 'x' } }
    expect(JSON.parse(outcomeOf(unknown, { waits: false, format: 'json', targetNoun: 'distribution' }).stdout)).to.not.have.any.keys(
      'changedFiles',
      'unchangedFlushed',
    )
  })

  it('prints a failure', () => {
    const stderr = 'Use a larger --max-paths\n'
    expect(outcomeOf(failure, { waits: false, format: 'text', targetNoun: 'distribution' })).to.deep.include({
      exitCode: 1,
      stdout: '',
      stderr,
    })
    expect(outcomeOf(failure, { waits: false, format: 'ids', targetNoun: 'distribution' })).to.deep.include({
      exitCode: 1,
      stdout: 'I1\n',
      stderr,
    })
    const json = outcomeOf({ ...failure, kind: 'permission' }, { waits: false, format: 'json', targetNoun: 'distribution' })
    expect(json).to.include({ exitCode: 4, stderr })
    expect(JSON.parse(json.stdout)).to.deep.equal({
      status: 'Failed',
      error: 'permission',
      message: 'Use a larger --max-paths',
      invalidationIds: ['I1'],
    })
  })

  it('prints a job that is not finished as a failure', () => {
    expect(outcomeOf(unfinished, { waits: false, format: 'text', targetNoun: 'distribution' })).to.deep.include({
      exitCode: 5,
      stdout: '',
      stderr: '1 of 2 items submitted\n',
    })
    expect(JSON.parse(outcomeOf(unfinished, { waits: false, format: 'json', targetNoun: 'distribution' }).stdout)).to.include({
      status: 'Failed',
      error: 'unavailable',
    })
  })
})

describe('usageOutcome', () => {
  const issues = [
    { at: '--a', problem: 'one' },
    { at: '--b', problem: 'two' },
  ]

  it('lists all issues, and names the help of the command', () => {
    expect(usageOutcome(invalidOptions('plan', issues, 'text'))).to.deep.include({
      exitCode: 2,
      stdout: '',
      stderr: 'Invalid command line:\n- --a: one\n- --b: two\nRun "cloudfront-invalidator plan --help" to see the options.\n',
    })
  })

  it('names the help of the program if there is no command', () => {
    const { stderr } = usageOutcome({ _tag: 'UsageInvalid', command: undefined, issues, format: 'text' })
    expect(stderr).to.include('\nRun "cloudfront-invalidator --help" to see')
  })

  it('prints JSON if it was asked for', () => {
    expect(JSON.parse(usageOutcome(invalidOptions('plan', issues, 'json')).stdout)).to.include({ status: 'Failed', error: 'usage' })
  })
})

describe('interruptedOutcome', () => {
  const submitted = [
    { id: 'I1', targetId: 'E1', items: 3 },
    { id: 'I2', targetId: 'E2', items: 1 },
  ]

  it('says what was created', () => {
    expect(interruptedOutcome(130, submitted, false, 'ids')).to.deep.include({
      exitCode: 130,
      stdout: 'I1\nI2\n',
      stderr: 'Interrupted. Created before: I1 on E1 (3 items), I2 on E2 (1 item).\n',
    })
    expect(interruptedOutcome(143, [], false, 'text')).to.deep.include({
      exitCode: 143,
      stdout: '',
      stderr: 'Interrupted. Nothing was created.\n',
    })
    expect(JSON.parse(interruptedOutcome(130, submitted, false, 'json').stdout)).to.deep.include({
      status: 'Failed',
      error: 'interrupted',
      invalidationIds: ['I1', 'I2'],
    })
  })

  it('says that a request was being sent', () => {
    expect(interruptedOutcome(130, [], true, 'text').stderr).to.equal(
      'Interrupted. Nothing was created. A request was being sent; one more invalidation may exist.\n',
    )
  })
})

describe('failureOf', () => {
  it('is a failure that created nothing', () => {
    expect(failureOf('artifact', 'x')).to.deep.equal({ _tag: 'Failure', kind: 'artifact', message: 'x', invalidationIds: [] })
  })
})
