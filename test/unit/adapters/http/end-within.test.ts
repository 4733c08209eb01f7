import { expect } from 'chai'
import { useFakeTimers } from 'sinon'
import { endWithin } from '../../../../src/adapters/http/end-within.ts'

describe('endWithin', () => {
  it('resolves with the result of the call', async () => {
    expect(await endWithin(1_000, async () => 'value')).to.equal('value')
  })

  it('rejects with the error of the call', async () => {
    const failed = await endWithin(1_000, () => Promise.reject(new Error('of the call'))).catch(error => error.message)
    expect(failed).to.equal('of the call')
  })

  it('rejects after the time limit if the call ignores its signal', async () => {
    const ended = await endWithin(5, () => new Promise(() => undefined)).catch(error => error.name)
    expect(ended).to.equal('TimeoutError')
  })

  it('aborts the signal of the call', async () => {
    const stopped = new Promise(resolve => {
      endWithin(5, signal => new Promise(() => signal.addEventListener('abort', () => resolve(true)))).catch(() => undefined)
    })
    expect(await stopped).to.equal(true)
  })

  it('leaves no timer that would keep the process alive', async () => {
    const clock = useFakeTimers()
    try {
      await endWithin(60_000, async () => 1)
      expect(clock.countTimers()).to.equal(0)
    } finally {
      clock.restore()
    }
  })
})
