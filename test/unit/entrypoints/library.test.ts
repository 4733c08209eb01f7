import { expect } from 'chai'
import * as library from '../../../src/entrypoints/library.ts'

describe('The library', () => {
  it('promises these functions and no others', () => {
    expect(Object.keys(library)).to.have.members(['coverItems', 'leastCollateralCover', 'minimise', 'readItem'])
  })
})
