import { expect } from 'chai'
import { capabilities } from '../../../../src/adapters/cloudfront/capabilities.ts'

describe("CloudFront's capabilities", () => {
  it('are what AWS documents', () => {
    expect(capabilities).to.deep.equal({
      name: 'CloudFront',
      maxItemsPerRequest: 3_000,
      wildcards: { granularity: 'character', maxPerRequest: 15 },
      tags: true,
      observesCompletion: true,
      listPricePerItem: 5,
    })
  })
})
