import { expect } from 'chai'
import fc from 'fast-check'
import { capabilities } from '../../../../src/adapters/cloudflare/capabilities.ts'
import { pathFor, toBody } from '../../../../src/adapters/cloudflare/purge-request.ts'
import { everyHost, hostMismatch } from '../../../../src/adapters/http/host-name.ts'
import { type Item, isTag } from '../../../../src/domain/items/item.ts'
import { readItem } from '../../../../src/domain/items/read-item.ts'
import { readJobSpec } from '../../../../src/domain/parameters/job-spec.ts'
import { advance, nextRequest, type Position, startPosition } from '../../../../src/domain/plan/next-request.ts'
import { makePlan, type Plan } from '../../../../src/domain/plan/plan.ts'
import { itemText } from '../../../support/builders/arbitraries.ts'
import { ciCapabilities } from '../../../support/capabilities.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const zone = '023e105f4ecef8ad9ca31a8372d0c353'
const host = 'www.example.com'

const item = (text: string): Item => rightOf(readItem(capabilities)(text))

const bodyOf = (onHost: string, ...texts: readonly [string, ...string[]]) => {
  const [first, ...rest] = texts
  return rightOf(toBody({ host: onHost, items: [item(first), ...rest.map(item)] }))
}

const readable = itemText.filter(text => readItem(capabilities)(text)._tag === 'Right')

const planFor = (onHost: string, items: ReadonlyArray<string>): Plan => {
  const spec = rightOf(readJobSpec(capabilities, ciCapabilities)(JSON.stringify({ zone, host: onHost, items })))
  return rightOf(makePlan(capabilities, 'job-1')(spec))
}

/** The bodies of all requests of a plan. */
const bodiesOf = (plan: Plan, position: Position = startPosition): ReadonlyArray<object> => {
  const request = nextRequest(plan, zone, position, { halvings: 0 })
  return request === undefined ? [] : [rightOf(toBody(request)), ...bodiesOf(plan, advance(position, request.items))]
}

/** What a body stands for, in the spelling of items. */
const itemsIn = (body: object): ReadonlyArray<string> =>
  Object.entries(body).flatMap(([field, values]) => {
    const list: ReadonlyArray<string> = values
    switch (field) {
      case 'files':
        return list.map(url => url.replace(`https://${host}`, ''))
      case 'prefixes':
        return list.map(prefix => `${prefix.replace(host, '')}*`)
      case 'tags':
        return list.map(tag => `#${tag}`)
      default:
        return list.map(() => '/*')
    }
  })

describe('toBody', () => {
  it('spells each kind of item in its own field', () => {
    expect(bodyOf(host, '/a', '/ü b?x=1')).to.deep.equal({ files: [`https://${host}/a`, `https://${host}/%C3%BC%20b?x=1`] })
    expect(bodyOf(host, '/a/*', '/b/c/*')).to.deep.equal({ prefixes: [`${host}/a/`, `${host}/b/c/`] })
    expect(bodyOf(host, '#a', '#B:c')).to.deep.equal({ tags: ['a', 'B:c'] })
    expect(bodyOf(host, '/*')).to.deep.equal({ hosts: [host] })
    expect(bodyOf(host, '/')).to.deep.equal({ files: [`https://${host}/`] })
  })

  it('purges the whole zone only if the host is *', () => {
    expect(bodyOf(everyHost, '/*')).to.deep.equal({ purge_everything: true })
    fc.assert(
      fc.property(fc.array(readable, { minLength: 1, maxLength: 6 }), texts => {
        for (const body of bodiesOf(planFor(host, texts))) expect(body).to.not.have.property('purge_everything')
      }),
    )
  })

  it('needs a host for paths and wildcards, but not for tags', () => {
    for (const given of [host, everyHost, undefined])
      expect(rightOf(toBody({ host: given, items: [item('#a')] }))).to.deep.equal({ tags: ['a'] })
    for (const text of ['/a', '/a/*', '/']) {
      expect(leftOf(toBody({ host: everyHost, items: [item(text)] }))).to.equal(hostMismatch)
    }
    for (const text of ['/a', '/a/*', '/*']) {
      expect(leftOf(toBody({ host: undefined, items: [item(text)] }))).to.equal(hostMismatch)
    }
    expect(leftOf(toBody({ host: everyHost, items: [item('#a'), item('/a')] }))).to.include({ _tag: 'RequestRejected' })
    expect(leftOf(toBody({ host: everyHost, items: [item('/*'), item('/a')] }))).to.include({ _tag: 'RequestRejected' })
  })

  it('has one field for each request of a plan, and at most as many values as Cloudflare accepts', () => {
    fc.assert(
      fc.property(fc.array(readable, { minLength: 1, maxLength: 40 }), texts => {
        for (const body of bodiesOf(planFor(host, texts))) {
          const [[field, values] = ['', []], ...others] = Object.entries(body)
          expect(others).to.deep.equal([])
          expect(values).to.have.length.within(1, field === 'files' ? 30 : 100)
        }
      }),
    )
  })

  it('sends every item of a plan once, and nothing else', () => {
    fc.assert(
      fc.property(fc.array(readable, { minLength: 1, maxLength: 40 }), texts => {
        const plan = planFor(host, texts)
        expect(bodiesOf(plan).flatMap(itemsIn)).to.have.members(plan.items)
      }),
    )
  })

  it('keeps the order of the items', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('/a', '/b', '/c', '/d'), { minLength: 1, maxLength: 5 }), ([first = '', ...rest]) => {
        expect(bodyOf(host, first, ...rest)).to.deep.equal({ files: [first, ...rest].map(path => `https://${host}${path}`) })
      }),
    )
  })

  it('splits more than 30 URLs, and more than 100 tags', () => {
    const paths = Array.from({ length: 31 }, (_, index) => `/${index}`)
    const tags = Array.from({ length: 101 }, (_, index) => `#${index}`)
    const sizes = bodiesOf(planFor(host, [...paths, ...tags])).map(body =>
      Object.entries(body).map(([field, list]) => [field, list.length]),
    )
    expect(sizes).to.deep.equal([[['tags', 100]], [['tags', 1]], [['files', 30]], [['files', 1]]])
  })

  it('shortens a folder that is too deep for a prefix', () => {
    const folder = (slashes: number) => `/${'d/'.repeat(slashes - 1)}`
    expect(bodyOf(host, `${folder(31)}*`)).to.deep.equal({ prefixes: [`${host}${folder(31)}`] })
    expect(bodyOf(host, `${folder(32)}*`)).to.deep.equal({ prefixes: [`${host}${folder(31)}`] })
    expect(bodyOf(host, `${folder(40)}*`)).to.deep.equal({ prefixes: [`${host}${folder(31)}`] })
  })
})

describe('pathFor', () => {
  it('names the zone, and the endpoint of the removal', () => {
    expect(pathFor('remove', { targetId: zone })).to.equal(`/zones/${zone}/purge_cache`)
    expect(pathFor('revalidate', { targetId: zone })).to.equal(`/zones/${zone}/invalidate_cache`)
  })
})

describe('The capabilities of Cloudflare', () => {
  const read = readItem(capabilities)

  it('remove by default', () => {
    expect(capabilities.removals).to.deep.equal(['remove', 'revalidate'])
  })

  it('reject a wildcard after a query string, and suggest the folder', () => {
    expect(leftOf(read('/blog/search?q=*'))).to.equal(
      '"/blog/search?q=*" has a * after a query string, which Cloudflare cannot invalidate; try "/blog/*"',
    )
    expect(leftOf(read('/a?b?c*'))).to.include('after a query string')
    expect(leftOf(read('/a?b*c'))).to.include('has a * before its end')
    expect(rightOf(read('/search?q=a'))).to.equal('/search?q=a')
    expect(rightOf(read('/a%3F/*'))).to.equal('/a%3F/*')
  })

  it('widen other wildcards to their folder', () => {
    expect(planFor(host, ['/a/b*']).items).to.deep.equal(['/a/*'])
  })

  it('accept the tags that the header Cache-Tag can hold', () => {
    for (const text of ['#a', '#!', '#~', '#a:b/c-d', `#${'t'.repeat(1_024)}`]) expect(isTag(rightOf(read(text))), text).to.equal(true)
    for (const text of ['#a b', '#a,b', '#ü', `#${'t'.repeat(1_025)}`]) expect(read(text)._tag, text).to.equal('Left')
    expect(planFor(host, ['#A', '#a']).items).to.deep.equal(['#A'])
  })

  it('accept paths of 16,000 characters', () => {
    expect(read(`/${'p'.repeat(15_999)}`)._tag).to.equal('Right')
    expect(leftOf(read(`/${'p'.repeat(16_000)}`))).to.include('Cloudflare accepts at most 16000')
    expect(planFor(host, ['/A', '/a']).items).to.deep.equal(['/A', '/a'])
  })
})
