import { expect } from 'chai'
import { policyFor } from '../../../../src/domain/job/context.ts'
import { ciCapabilities } from '../../../support/capabilities.ts'

describe('policyFor', () => {
  it('is continuable with the token length of a CI system that continues jobs, and standalone otherwise', () => {
    expect(policyFor({ ...ciCapabilities, continuation: { maxTokenLength: 99, maxTargets: 2 } })).to.deep.equal({
      _tag: 'Continuable',
      maxTokenLength: 99,
    })
    expect(policyFor({ ...ciCapabilities, continuation: undefined })).to.deep.equal({ _tag: 'Standalone' })
  })
})
