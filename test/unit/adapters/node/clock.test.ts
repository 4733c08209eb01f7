import { expect } from 'chai'
import { type SinonFakeTimers, useFakeTimers } from 'sinon'
import { systemClock } from '../../../../src/adapters/node/clock.ts'

describe('systemClock', () => {
  let timers: SinonFakeTimers
  beforeEach(() => {
    timers = useFakeTimers(1_000)
  })
  afterEach(() => {
    timers.restore()
  })

  it('returns the time, and pauses for the given duration', async () => {
    const pause = systemClock.pause(5_000)
    const paused = pause()
    await timers.tickAsync(5_000)
    await paused
    expect(systemClock.now()).to.equal(6_000)
  })

  it('does not pause until the task is run', () => {
    systemClock.pause(5_000)
    expect(timers.countTimers()).to.equal(0)
  })
})
