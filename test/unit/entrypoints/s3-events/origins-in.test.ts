import { expect } from 'chai'
import { originsIn } from '../../../../src/entrypoints/s3-events/origins-in.ts'
import { cdnCapabilities } from '../../../support/capabilities.ts'

describe('originsIn', () => {
  it('reads the origins from the environment', () => {
    expect(originsIn({ ORIGINS: '[{"bucket":"my-site","distributionId":"E1"}]' }, cdnCapabilities)).to.have.nested.property(
      '[0].bucket',
      'my-site',
    )
  })

  it('throws for invalid origins, and reports every issue', () => {
    expect(() => originsIn({ ORIGINS: '[{"bucket":"my site","distributionId":"E1"},{"bucket":"b-1"}]' }, cdnCapabilities))
      .to.throw('Invalid variable ORIGINS')
      .with.property('message')
      .that.matches(/\n- 0\.bucket: .*\n- 1\.distributionId: missing/)
    expect(() => originsIn({}, cdnCapabilities)).to.throw('- ORIGINS: missing; expected an array such as')
  })
})
