import { expect } from 'chai'
import { readSettings } from '../../../../src/adapters/fastly/settings.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

describe('readSettings', () => {
  it("defaults to Fastly's API and to revalidating", () => {
    expect(rightOf(readSettings({}))).to.deep.equal({ baseUrl: 'https://api.fastly.com', removal: 'revalidate' })
  })

  it('reads both variables', () => {
    const environment = { FASTLY_API_ENDPOINT: 'http://127.0.0.1:8080', FASTLY_REMOVAL: 'remove' }
    expect(rightOf(readSettings(environment))).to.deep.equal({ baseUrl: 'http://127.0.0.1:8080', removal: 'remove' })
  })

  it('names every variable that is wrong', () => {
    expect(leftOf(readSettings({ FASTLY_API_ENDPOINT: 'http://api.fastly.com', FASTLY_REMOVAL: 'soft' })))
      .to.have.property('hint')
      .that.matches(/FASTLY_API_ENDPOINT: .*; FASTLY_REMOVAL: /)
  })
})
