import { cdnInvalidatorContract } from '../../../../src/testing/contracts/cdn-invalidator.ts'
import { fakeCdnCapabilities } from '../../../../src/testing/fakes/capabilities.ts'
import { cdnHarness } from '../support/fake-harnesses.ts'

cdnInvalidatorContract('in memory', cdnHarness(fakeCdnCapabilities))

cdnInvalidatorContract('in memory, without wildcards', cdnHarness({ ...fakeCdnCapabilities, wildcards: undefined, purgesEverything: true }))

cdnInvalidatorContract('in memory, one item in a request', cdnHarness({ ...fakeCdnCapabilities, maxItemsPerRequest: 1 }))
