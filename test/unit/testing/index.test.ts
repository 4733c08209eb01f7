import { expect } from 'chai'
import * as kit from '../../../src/testing/index.ts'

describe('The testing kit', () => {
  it('has a contract suite for each port that an adapter implements', () => {
    expect(Object.keys(kit)).to.include.members([
      'actionHistoryContract',
      'artifactStoreContract',
      'cdnInvalidatorContract',
      'jobReporterContract',
    ])
  })
})
