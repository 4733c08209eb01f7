import { expect } from 'chai'
import { endWithin } from '../../../../src/adapters/aws/end-within.ts'

describe('endWithin', () => {
  it('gives what the call gives', async () => {
    expect(await endWithin(1_000, async () => 'value')).to.equal('value')
  })

  it('fails as the call fails', async () => {
    const failed = await endWithin(1_000, () => Promise.reject(new Error('mine'))).catch(error => error.message)
    expect(failed).to.equal('mine')
  })

  it('ends a call that does not heed its signal', async () => {
    const ended = await endWithin(5, () => new Promise(() => undefined)).catch(error => error.name)
    expect(ended).to.equal('TimeoutError')
  })

  it('tells the call to stop', async () => {
    const stopped = new Promise(resolve => {
      endWithin(5, signal => new Promise(() => signal.addEventListener('abort', () => resolve(true)))).catch(() => undefined)
    })
    expect(await stopped).to.equal(true)
  })
})
