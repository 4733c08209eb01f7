import { expect } from 'chai'
import { maxItems } from '../../../../src/domain/items/items-file.ts'
import { readItemsFile } from '../../../support/by-cloudfront.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const read = (text: string) => readItemsFile(new TextEncoder().encode(text))

describe('readItemsFile', () => {
  it('reads no more items than can be planned', () => {
    const lines = (count: number): string => Array.from({ length: count }, (_, index) => `/${index}`).join('\n')
    expect(rightOf(read(lines(maxItems))).items).to.have.length(maxItems)
    const json = JSON.stringify(Array.from({ length: 2 * maxItems + 1 }, () => '/'))
    const nested = `[${'['.repeat(31)}${']'.repeat(31)}${',"/"'.repeat(maxItems)}]`
    for (const text of [lines(maxItems + 1), json, `["/"${',"/"'.repeat(maxItems)}]`, nested]) {
      expect(leftOf(read(text)))
        .to.have.length(1)
        .and.to.have.nested.property('[0].problem')
        .that.includes('more than 200000 items')
    }
  })
})
