import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { watchedInvalidator } from '../../../../src/adapters/console/watched-invalidator.ts'
import { memoryCdn } from '../../../../src/testing/fakes/cdn-invalidator.ts'
import { memoryClock } from '../../../../src/testing/fakes/clock.ts'
import { item } from '../../../support/builders/arbitraries.ts'

const request = (targetId: string) => ({
  targetId,
  host: undefined,
  items: [item('/a')] as const,
  reference: 'r',
  credentials: undefined,
})

describe('watchedInvalidator', () => {
  it('knows whether a request is being sent, and returns what the CDN returns', async () => {
    const fake = memoryCdn(memoryClock(), ['E1'])
    const { cdn, isSending } = watchedInvalidator(fake)
    expect(cdn.capabilities).to.equal(fake.capabilities)
    const task = cdn.invalidate(request('E1'), 1_000)
    expect(isSending()).to.equal(false)
    const running = [task(), cdn.invalidate(request('E2'), 1_000)()]
    expect(isSending()).to.equal(true)
    const [one, other] = await Promise.all(running)
    expect([one, other].map(result => result !== undefined && E.isRight(result))).to.deep.equal([true, false])
    expect(isSending()).to.equal(false)
  })
})
