import { expect } from 'chai'
import { capabilities } from '../../../../src/adapters/fastly/capabilities.ts'
import { readJobSpec } from '../../../../src/domain/parameters/job-spec.ts'
import { ciCapabilities } from '../../../support/capabilities.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const service = 'SU1Z0isxPaozGVKXdv0eY'
const read = (parameters: object) => readJobSpec(capabilities, ciCapabilities)(JSON.stringify({ items: ['/a'], ...parameters }))
const issuesOf = (parameters: object) => leftOf(read(parameters)).issues.map(({ at, problem }) => `${at}: ${problem}`)

describe('The parameters of Fastly', () => {
  it('are the service and the host, which is read in lower case', () => {
    expect(rightOf(read({ service, host: 'WWW.Example.com' }))).to.deep.include({ targetIds: [service], host: 'www.example.com' })
  })

  it('include the examples that messages show', () => {
    const { target, host } = capabilities.parameters
    expect(rightOf(read({ [target.key]: target.example, [host?.key ?? '']: host?.example }))).to.deep.include({ host: 'www.example.com' })
    expect(capabilities.parameters).to.include({ targetNoun: 'service', credentials: undefined })
  })

  it('need no host for tags alone', () => {
    expect(rightOf(read({ service, items: ['#a', '#b'] }))).to.include({ host: undefined })
  })

  it('accept every id of letters and digits', () => {
    for (const id of ['a', '7', service, '6g2rQokiwAGSRdGYhCY76v', 'x'.repeat(64)])
      expect(rightOf(read({ service: id, host: 'a.b' })).targetIds).to.deep.equal([id])
  })

  it('reject a service that is not an id', () => {
    for (const wrong of ['', 'my service', 'my-service', `${service}/../x`, `${service}?`, 'ü', 'x'.repeat(65)]) {
      const [issue = ''] = issuesOf({ service: wrong, host: 'www.example.com' })
      expect(issue)
        .to.match(/^service: "/)
        .and.include(' is not a service id; it has letters and digits only, such as SU1Z0isxPaozGVKXdv0eY (not the name of the service)')
    }
  })

  it('say what is missing', () => {
    expect(issuesOf({})).to.deep.equal(['service: missing; expected a service id', 'host: missing; expected a host name'])
  })

  it('have no place for a token', () => {
    expect(issuesOf({ service, host: 'a.b', token: 't' })[0]).to.match(/^token: unknown key/)
  })
})
