import { expect } from 'chai'
import { cdnInvalidatorContract } from '../../../../src/testing/contracts/cdn-invalidator.ts'
import { fakeCdnCapabilities } from '../../../../src/testing/fakes/capabilities.ts'
import { memoryCdn } from '../../../../src/testing/fakes/cdn-invalidator.ts'
import { memoryClock } from '../../../../src/testing/fakes/clock.ts'
import { item } from '../../../support/builders/arbitraries.ts'
import { leftOf, rightOf } from '../../../support/either.ts'
import { cdnHarness } from '../support/fake-harnesses.ts'

cdnInvalidatorContract('in memory', cdnHarness(fakeCdnCapabilities))

cdnInvalidatorContract('in memory, without wildcards', cdnHarness({ ...fakeCdnCapabilities, wildcards: undefined, purgesEverything: true }))

cdnInvalidatorContract('in memory, one item in a request', cdnHarness({ ...fakeCdnCapabilities, maxItemsPerRequest: 1 }))

cdnInvalidatorContract(
  'in memory, saying only that a repeated request was carried out',
  cdnHarness(fakeCdnCapabilities, { resend: 'refused' }),
)

describe('memoryCdn', () => {
  const request = { targetId: 'T1', host: undefined, items: [item('/a')] as const, reference: 'r', credentials: undefined }

  it('creates an invalidation once, and does not name it again if it refuses repeated requests', async () => {
    const cdn = memoryCdn(memoryClock(), ['T1'], { resend: 'refused' })
    rightOf(await cdn.invalidate(request, 1)())
    expect(leftOf(await cdn.invalidate(request, 1)())).to.deep.equal({ _tag: 'AlreadyCreated' })
    expect(cdn.created()).to.have.length(1)
  })

  it('takes a search or a check of the status for a defect if it does not report completion', async () => {
    const cdn = memoryCdn(memoryClock(), ['T1'], { capabilities: { completion: undefined } })
    const problems = [
      await cdn.find(request, 1)().catch(String),
      await cdn.statusOf({ targetId: 'T1', invalidationId: 'I1', credentials: undefined }, 1)().catch(String),
    ]
    const problem = 'Error: The fake CDN does not report completion, so it has no status'
    expect(problems).to.deep.equal([problem, problem])
  })
})
