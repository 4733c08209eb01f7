import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { refusalOf, refusingEverything } from '../../../../src/adapters/console/refuse-everything.ts'
import type { ChangeSet } from '../../../../src/domain/plan/change-set.ts'
import { makePlan } from '../../../../src/domain/plan/plan.ts'
import { memoryCdn } from '../../../../src/testing/fakes/cdn-invalidator.ts'
import { memoryClock } from '../../../../src/testing/fakes/clock.ts'
import { item } from '../../../support/builders/arbitraries.ts'
import { jobSpec, planOf } from '../../../support/builders/plans.ts'
import { cdnCapabilities } from '../../../support/capabilities.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

describe('refusalOf', () => {
  it('refuses a plan with an item that stands for everything', () => {
    for (const text of ['/*', '*']) {
      expect(refusalOf(planOf({ items: ['/a', text].map(item) })), text).to.deep.include({ _tag: 'Failure', kind: 'configuration' })
    }
    expect(refusalOf(planOf({ items: ['/a/*', '#a', '/'].map(item) }))).to.equal(undefined)
  })

  it('refuses a plan whose budget leaves nothing else', () => {
    expect(refusalOf(planOf({ items: ['/a', '/b'].map(item), maxPaths: 1 }))?.message).to.match(
      /^This would invalidate everything \(\/\*\)\. /,
    )
  })

  it('says why the changes are unknown', () => {
    const changes: ChangeSet = { _tag: 'Unknown', changed: [item('/*')], why: 'too many files' }
    const plan = rightOf(makePlan(cdnCapabilities, '')(jobSpec({ items: [] }), changes))
    expect(refusalOf(plan)?.message).to.match(/^This would invalidate everything \(\/\*\): too many files\. To allow it, /)
  })
})

describe('refusingEverything', () => {
  const request = (text: string) => ({
    targetId: 'E1',
    host: undefined,
    items: [item(text)] as const,
    reference: 'r',
    credentials: undefined,
  })

  it('sends every other request', async () => {
    const fake = memoryCdn(memoryClock(), ['E1'])
    const cdn = refusingEverything(fake)
    expect(E.isRight(await cdn.invalidate(request('/a*'), 1_000)())).to.equal(true)
    expect(leftOf(await cdn.invalidate(request('/*'), 1_000)())).to.deep.include({ _tag: 'RequestRejected' })
    expect(fake.created()).to.have.length(1)
  })
})
