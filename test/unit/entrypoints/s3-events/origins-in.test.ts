import { expect } from 'chai'
import { originsIn } from '../../../../src/entrypoints/s3-events/origins-in.ts'
import { cdn } from '../../../support/cdn.ts'

describe('originsIn', () => {
  it('reads the origins that the environment names', () => {
    expect(originsIn({ ORIGINS: '[{"bucket":"my-site","distributionId":"E1"}]' }, cdn)).to.have.nested.property('[0].bucket', 'my-site')
  })

  it('does not start with invalid origins, and reports all that is wrong with them', () => {
    expect(() => originsIn({ ORIGINS: '[{"bucket":"my site","distributionId":"E1"},{"bucket":"b-1"}]' }, cdn))
      .to.throw('Invalid variable ORIGINS')
      .with.property('message')
      .that.matches(/\n- 0\.bucket: .*\n- 1\.distributionId: missing/)
    expect(() => originsIn({}, cdn)).to.throw('- ORIGINS: missing; expected an array such as')
  })
})
