import { expect } from 'chai'
import { everyHost, host as parameter } from '../../../../src/adapters/http/host-name.ts'
import { toIssues } from '../../../../src/domain/codec/issue.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const read = parameter.codec.decode

describe('The parameter host', () => {
  it('is read in lower case', () => {
    expect(rightOf(read('WWW.Example.com'))).to.equal('www.example.com')
  })

  it('has an example that is accepted', () => {
    expect(rightOf(read(parameter.example))).to.equal(parameter.example)
  })

  for (const host of [everyHost, 'a.b', 'example.com', 'x--y.example.co.uk', `${'a'.repeat(63)}.com`, 'a1.b2', 'xn--bcher-kva.example']) {
    it(`accepts ${host}`, () => {
      expect(rightOf(read(host))).to.equal(host)
    })
  }

  const wrongHosts = [
    '',
    'example',
    'https://www.example.com',
    'www.example.com/',
    'www.example.com:443',
    'www example.com',
    '-a.example.com',
    'a-.example.com',
    '.example.com',
    'example.com.',
    'example.1',
    '**',
    '*.example.com',
    'bücher.example',
    `${'a'.repeat(64)}.com`,
    `${'a.'.repeat(125)}abcd`,
  ]
  for (const host of wrongHosts) {
    it(`rejects "${host.slice(0, 40)}"`, () => {
      const [issue] = toIssues(leftOf(read(host)))
      expect(issue?.problem).to.match(/^"/).and.include(' is not a host name; one looks like www.example.com (no scheme, no port, no path)')
    })
  }

  it('accepts a host of 253 characters', () => {
    const host = `${'a.'.repeat(125)}abc`
    expect(rightOf(read(host))).to.equal(host)
  })
})
