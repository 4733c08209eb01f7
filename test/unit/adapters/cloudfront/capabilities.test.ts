import { expect } from 'chai'
import { capabilities } from '../../../../src/adapters/cloudfront/capabilities.ts'

describe("CloudFront's capabilities", () => {
  it('are what AWS documents', () => {
    expect(capabilities).to.deep.equal({
      name: 'CloudFront',
      itemsPerRequest: 3_000,
      wildcardsPerRequest: 15,
      tags: true,
      observesCompletion: true,
      listPricePerItem: 5,
    })
  })
})
