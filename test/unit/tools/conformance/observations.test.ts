import { expect } from 'chai'
import { notAsked, observed, unclear } from '../../../../tools/conformance/finding.ts'
import { eventKey, type JobObservation, readObservations } from '../../../../tools/conformance/probe-stack/interpret.ts'

const listed = { stage: 'Probe', status: 'InProgress', hasParameters: true, hasInputs: true, hasCategory: true }

const first: JobObservation = {
  kind: 'job',
  job: 'j1',
  invocation: 'i1',
  results: { first: 'ok', second: 'InvalidJobStateException' },
  credentials: { own: 'ok', beside: 'ok', elsewhere: 'ok' },
  history: { first: [{ ...listed, stage: 'Source', hasParameters: false }, listed], lag: 0 },
}

const second: JobObservation = {
  kind: 'job',
  job: 'j2',
  invocation: 'i2',
  results: { first: 'ok', second: 'InvalidJobStateException' },
  delay: 31.26,
}

const withSecond = (...outcomes: readonly [string, string]): ReadonlyArray<JobObservation> =>
  [first, second].map((job, index) => ({ ...job, results: { first: 'ok', second: outcomes[index] ?? '' } }))

describe('npm run conformance, reading what the probe pipeline observed', () => {
  it('reads a run as AWS documents it', () => {
    const findings = readObservations([first, second, { kind: 'event', key: eventKey }])
    expect(findings).to.deep.equal({
      secondResult: observed('invalid-state', 'InvalidJobStateException after a continuation, InvalidJobStateException after a success'),
      continuationDelay: observed('30 s', '31.3 s, the nearest reading is given'),
      delivery: observed('once', '2 jobs arrived 1 and 1 times; others may arrive more often'),
      artifactCredentials: observed('bucket', 'its own artifact: ok; another object in the same folder: ok; one in another folder: ok'),
      eventBridgeKeys: observed('raw', eventKey),
      historyLag: observed('none', 'the action before was listed as succeeded at once'),
      runningActions: observed('listed', 'the action saw itself as InProgress'),
      historyParameters: observed('present', 'of the running action'),
      historyInputs: observed('present', 'of the running action'),
      actionCategory: observed('present', 'of the running action'),
    })
  })

  it('reads second results', () => {
    expect(readObservations(withSecond('ok', 'ok')).secondResult).to.include({ reading: 'accepted' })
    expect(readObservations(withSecond('JobNotFoundException', 'JobNotFoundException')).secondResult).to.include({
      reading: 'job-not-found',
    })
    expect(readObservations(withSecond('ok', 'InvalidJobStateException')).secondResult).to.deep.equal(
      unclear('InvalidJobStateException after a success, ok after a continuation'),
    )
    expect(readObservations(withSecond('AccessDenied', 'AccessDenied')).secondResult).to.have.property('_tag', 'Unclear')
    const refused = { ...first, results: { first: 'ValidationException', second: 'ok' } }
    expect(readObservations([refused]).secondResult).to.deep.equal(unclear('no first result was accepted'))
  })

  it('gives the reading nearest to the delay of a continuation', () => {
    for (const [delay, reading] of [
      [0, '0 s'],
      [0.9, '0 s'],
      [20, '30 s'],
      [95, '30 s'],
      [96, '5 min'],
      [1_000, '5 min'],
    ] as const) {
      expect(readObservations([{ ...second, delay }]).continuationDelay, `${delay}`).to.include({ reading })
    }
    expect(readObservations([first]).continuationDelay).to.deep.equal(unclear('no job was continued'))
  })

  it('notices a job that arrives twice', () => {
    const again = { ...second, invocation: 'i3', results: { first: 'InvalidJobStateException', second: 'InvalidJobStateException' } }
    expect(readObservations([first, second, again]).delivery).to.deep.equal(observed('twice-at-once', '2 jobs arrived 1 and 2 times'))
  })

  it('reads how far artifact credentials reach', () => {
    const reach = (credentials: NonNullable<JobObservation['credentials']>) =>
      readObservations([{ ...first, credentials }]).artifactCredentials
    expect(reach('absent')).to.deep.equal(observed('absent', 'the event had none'))
    expect(reach({ own: 'ok', beside: 'AccessDenied', elsewhere: 'AccessDenied' })).to.include({ reading: 'this-run' })
    expect(reach({ own: 'ok', beside: 'ok', elsewhere: 'AccessDenied' })).to.have.property('_tag', 'Unclear')
    expect(reach({ own: 'ok', beside: 'AccessDenied', elsewhere: 'ok' })).to.have.property('_tag', 'Unclear')
    expect(reach({ own: 'AccessDenied', beside: 'ok', elsewhere: 'ok' })).to.have.property('_tag', 'Unclear')
    expect(readObservations([second]).artifactCredentials).to.deep.equal(unclear('no job showed its credentials'))
  })

  it('reads the history that the action saw', () => {
    const look = (history: NonNullable<JobObservation['history']>) => readObservations([{ ...first, history }])
    expect(look({ first: [], lag: 1.9 }).historyLag).to.include({ reading: 'none' })
    expect(look({ first: [], lag: 2 }).historyLag).to.deep.equal(
      observed('60 s', 'the action before was listed as succeeded after 2.0 s, the nearest reading is given'),
    )
    expect(look({ first: [], lag: null }).historyLag).to.include({ reading: '60 s' })
    expect(look({ first: [], lag: 0 }).runningActions).to.deep.equal(observed('not-listed', 'the action did not see itself'))
    expect(look({ first: [], lag: 0 })).to.not.have.any.keys('historyParameters', 'historyInputs', 'actionCategory')
    const bare = look({ first: [{ ...listed, hasParameters: false, hasInputs: false, hasCategory: false }], lag: 0 })
    for (const question of ['historyParameters', 'historyInputs', 'actionCategory'] as const) {
      expect(bare[question], question).to.include({ reading: 'absent' })
    }
    expect(readObservations([second]).historyLag).to.deep.equal(unclear('no job showed the history'))
  })

  it('reads keys of events', () => {
    const keys = (key: string) => readObservations([{ kind: 'event', key }]).eventBridgeKeys
    expect(keys('events/a+b%2Bc%28d%29%C3%A9')).to.include({ reading: 'encoded' })
    expect(keys('events%2Fa%20b%2Bc(d)%C3%A9')).to.include({ reading: 'encoded' })
    expect(keys('events/other')).to.deep.equal(unclear('events/other'))
  })

  it('says what did not arrive', () => {
    const { eventBridgeKeys, historyLag, delivery, runningActions } = readObservations([])
    expect(eventBridgeKeys).to.deep.equal(unclear('no event arrived'))
    expect(delivery).to.deep.equal(unclear('no job arrived'))
    expect(historyLag).to.deep.equal(notAsked('no job arrived'))
    expect(runningActions).to.equal(undefined)
  })
})
