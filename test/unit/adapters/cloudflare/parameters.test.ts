import { expect } from 'chai'
import { capabilities } from '../../../../src/adapters/cloudflare/capabilities.ts'
import { readJobSpec } from '../../../../src/domain/parameters/job-spec.ts'
import { ciCapabilities } from '../../../support/capabilities.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const zone = '023e105f4ecef8ad9ca31a8372d0c353'
const read = (parameters: object) => readJobSpec(capabilities, ciCapabilities)(JSON.stringify({ items: ['/*'], ...parameters }))
const issuesOf = (parameters: object) => leftOf(read(parameters)).issues.map(({ at, problem }) => `${at}: ${problem}`)

describe('The parameters of Cloudflare', () => {
  it('are the zone and the host, which is read in lower case', () => {
    expect(rightOf(read({ zone, host: 'WWW.Example.com' }))).to.deep.include({ targetIds: [zone], host: 'www.example.com' })
  })

  it('include the examples that messages show', () => {
    const { target, host } = capabilities.parameters
    expect(rightOf(read({ [target.key]: target.example, [host?.key ?? '']: host?.example }))).to.deep.include({ host: 'www.example.com' })
    expect(capabilities.parameters).to.include({ targetNoun: 'zone', credentials: undefined })
  })

  it('reject a zone that is not an id', () => {
    for (const wrong of ['example.com', zone.slice(1), `${zone}0`, zone.toUpperCase(), `${zone}/../x`]) {
      const [issue = ''] = issuesOf({ zone: wrong, host: 'www.example.com' })
      expect(issue)
        .to.match(/^zone: "/)
        .and.include(
          ' is not a zone id; it has 32 hexadecimal digits, such as 023e105f4ecef8ad9ca31a8372d0c353 (not the name of the domain)',
        )
    }
  })

  it('say what is missing, and of which kind it is', () => {
    expect(issuesOf({})).to.deep.equal(['zone: missing; expected a zone id', 'host: missing; expected a host name'])
    expect(issuesOf({ zone: 1, host: 1 })).to.deep.equal([
      'zone: expected a zone id, got a number',
      'host: expected a host name, got a number',
    ])
  })

  it('have no place for a token', () => {
    expect(issuesOf({ zone, host: 'a.b', token: 't' })[0]).to.match(/^token: unknown key/)
  })
})
