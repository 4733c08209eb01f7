import { expect } from 'chai'
import fc from 'fast-check'
import { capabilities } from '../../../../src/adapters/fastly/capabilities.ts'
import { bodyFor, type Purge, pathFor, removalHeaders, toPurge } from '../../../../src/adapters/fastly/purge-request.ts'
import { everyHost, hostMismatch } from '../../../../src/adapters/http/host-name.ts'
import type { InvalidationRequest } from '../../../../src/domain/cdn/invalidation.ts'
import { type Item, isTag } from '../../../../src/domain/items/item.ts'
import { readItem } from '../../../../src/domain/items/read-item.ts'
import { readJobSpec } from '../../../../src/domain/parameters/job-spec.ts'
import { advance, nextRequest, type Position, startPosition } from '../../../../src/domain/plan/next-request.ts'
import { makePlan, type Plan } from '../../../../src/domain/plan/plan.ts'
import { itemText } from '../../../support/builders/arbitraries.ts'
import { ciCapabilities } from '../../../support/capabilities.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const service = 'SU1Z0isxPaozGVKXdv0eY'
const host = 'www.example.com'

const item = (text: string): Item => rightOf(readItem(capabilities)(text))

const purgeOf = (onHost: string | undefined, ...texts: readonly [string, ...string[]]) => {
  const [first, ...rest] = texts
  return toPurge({ host: onHost, items: [item(first), ...rest.map(item)] })
}

/** Items that Fastly can express. */
const readable = itemText.filter(text => {
  const read = readItem(capabilities)(text)
  return read._tag === 'Right' && !read.right.endsWith('*')
})

const planFor = (onHost: string, items: ReadonlyArray<string>) => {
  const spec = rightOf(readJobSpec(capabilities, ciCapabilities)(JSON.stringify({ service, host: onHost, items })))
  return makePlan(capabilities, 'job-1')(spec)
}

const requestsOf = (plan: Plan, position: Position = startPosition): ReadonlyArray<InvalidationRequest> => {
  const request = nextRequest(plan, service, position, { halvings: 0 })
  return request === undefined ? [] : [request, ...requestsOf(plan, advance(position, request.items))]
}

/** The purges of all requests of a plan. */
const purgesOf = (plan: Plan): ReadonlyArray<Purge> => requestsOf(plan).map(request => rightOf(toPurge(request)))

/** What a purge stands for, in the spelling of items. */
const itemsIn = (purge: Purge): ReadonlyArray<string> => {
  switch (purge._tag) {
    case 'Url':
      return [purge.url.replace(host, '')]
    case 'Keys':
      return purge.keys.map(key => `#${key}`)
    case 'Everything':
      return ['/*']
  }
}

const someReadable = fc.array(readable, { minLength: 1, maxLength: 40 })

describe('toPurge', () => {
  it('spells a path as a URL of its host, and tags as keys', () => {
    expect(rightOf(purgeOf(host, '/ü b?x=1'))).to.deep.equal({ _tag: 'Url', url: `${host}/%C3%BC%20b?x=1` })
    expect(rightOf(purgeOf(host, '/'))).to.deep.equal({ _tag: 'Url', url: `${host}/` })
    for (const any of [host, everyHost, undefined])
      expect(rightOf(purgeOf(any, '#a', '#B,c'))).to.deep.equal({ _tag: 'Keys', keys: ['a', 'B,c'] })
  })

  it('purges the whole service only if the host is *', () => {
    expect(rightOf(purgeOf(everyHost, '/*'))).to.deep.equal({ _tag: 'Everything' })
    for (const other of [host, undefined]) expect(leftOf(purgeOf(other, '/*'))).to.equal(hostMismatch)
  })

  it('needs a host for a path', () => {
    for (const any of [everyHost, undefined]) expect(leftOf(purgeOf(any, '/a'))).to.equal(hostMismatch)
  })

  it('sends no path that the URL of the request would turn into another one', () => {
    const segment = fc.constantFrom('.', '..', '%2e', '%2E.', '...', '.a', 'a', 'service', 'purge_all', '', '?', '?x')
    fc.assert(
      fc.property(fc.array(segment, { minLength: 1, maxLength: 8 }), segments => {
        const path = `/${segments.join('/')}`
        const purge = toPurge({ host, items: [path as Item] })
        if (purge._tag === 'Left') expect(purge.left).to.have.property('_tag', 'ItemsRejected')
        else
          expect(new URL(`https://api.example.com${pathFor(service, purge.right)}`).href.endsWith(`/purge/${host}${path}`)).to.equal(true)
      }),
    )
    for (const path of ['/../../service/x/purge_all', '/a/..', '/.', '/a/%2E%2e/b?c', '/..?'])
      expect(leftOf(toPurge({ host, items: [path as Item] })), path).to.deep.equal({
        _tag: 'ItemsRejected',
        detail: 'no visitor can request a path with a . or .. segment',
      })
    for (const path of ['/...', '/.a', '/a..', '/a?x=/../b', '/..a/b']) rightOf(toPurge({ host, items: [path as Item] }))
  })

  it('rejects a request as too large if Fastly cannot purge all of it at once', () => {
    for (const [one, other] of [
      ['/a', '/b'],
      ['#a', '/b'],
      ['/*', '/a'],
      ['/*', '#a'],
    ] as const)
      expect(leftOf(purgeOf(host, one, other))).to.deep.equal({ _tag: 'RequestTooLarge' })
  })

  it('takes each request of a plan, which is of one kind and of one host', () => {
    fc.assert(
      fc.property(someReadable, texts => {
        for (const request of requestsOf(rightOf(planFor(host, texts)))) {
          const purge = rightOf(toPurge(request))
          expect(purge._tag).to.equal(request.items.every(isTag) ? 'Keys' : 'Url')
          if (purge._tag === 'Url') expect(purge.url.startsWith(`${host}/`)).to.equal(true)
          if (purge._tag === 'Keys') expect(purge.keys).to.have.length.within(1, 256)
        }
      }),
    )
  })

  it('sends every item of a plan once, and nothing else', () => {
    fc.assert(
      fc.property(someReadable, texts => {
        const plan = rightOf(planFor(host, texts))
        expect(purgesOf(plan).flatMap(itemsIn)).to.have.members(plan.items)
      }),
    )
    expect(purgesOf(rightOf(planFor(everyHost, ['/*', '/a', '#b']))).flatMap(itemsIn)).to.have.members(['/*', '#b'])
  })

  it('splits more than 256 tags, and sends each path by itself', () => {
    const tags = Array.from({ length: 257 }, (_, index) => `#${index}`)
    expect(purgesOf(rightOf(planFor(host, [...tags, '/a', '/b']))).map(purge => itemsIn(purge).length)).to.deep.equal([256, 1, 1, 1])
  })
})

describe('pathFor', () => {
  it('names the service, except for a URL', () => {
    expect(pathFor(service, { _tag: 'Url', url: `${host}/a?b` })).to.equal(`/purge/${host}/a?b`)
    expect(pathFor(service, { _tag: 'Keys', keys: ['a'] })).to.equal(`/service/${service}/purge`)
    expect(pathFor(service, { _tag: 'Everything' })).to.equal(`/service/${service}/purge_all`)
  })

  it('is a valid request target for every path, and stays below /purge/ and the host', () => {
    fc.assert(
      fc.property(
        readable.filter(text => !text.startsWith('#')),
        text => {
          const path = pathFor(service, rightOf(purgeOf(host, text)))
          expect(path).to.match(/^[!-~]+$/)
          const { pathname, hash } = new URL(`https://api.example.com${path}`)
          expect(hash).to.equal('')
          expect(pathname.startsWith(`/purge/${host}/`)).to.equal(true)
        },
      ),
    )
  })
})

describe('bodyFor', () => {
  it('lists keys, and is empty for anything else', () => {
    expect(bodyFor({ _tag: 'Keys', keys: ['a', 'b'] })).to.deep.equal({ surrogate_keys: ['a', 'b'] })
    expect(bodyFor({ _tag: 'Url', url: `${host}/a` })).to.equal(undefined)
    expect(bodyFor({ _tag: 'Everything' })).to.equal(undefined)
  })
})

describe('removalHeaders', () => {
  const soft = { 'fastly-soft-purge': '1' }

  it('request a soft purge of URLs and keys, but not of everything', () => {
    expect(removalHeaders('revalidate', { _tag: 'Url', url: `${host}/a` })).to.deep.equal(soft)
    expect(removalHeaders('revalidate', { _tag: 'Keys', keys: ['a'] })).to.deep.equal(soft)
    expect(removalHeaders('revalidate', { _tag: 'Everything' })).to.deep.equal({})
  })

  it('are empty if objects are removed', () => {
    expect(removalHeaders('remove', { _tag: 'Url', url: `${host}/a` })).to.deep.equal({})
    expect(removalHeaders('remove', { _tag: 'Keys', keys: ['a'] })).to.deep.equal({})
  })
})

describe('The capabilities of Fastly', () => {
  const read = readItem(capabilities)

  it('revalidate by default', () => {
    expect(capabilities.removals).to.deep.equal(['revalidate', 'remove'])
  })

  it('reject every wildcard but /*, and name what to use instead', () => {
    expect(leftOf(planFor(host, ['/blog/*', '/a*', '/b']))).to.deep.equal({
      _tag: 'PlanNotSupported',
      issues: ['/a*', '/blog/*'].map(wildcard => ({
        at: 'items',
        problem: `Fastly has no wildcards: "${wildcard}"; use a cache tag, or "/*" for everything`,
      })),
    })
    expect(rightOf(planFor(everyHost, ['/blog/*', '/*'])).items).to.deep.equal(['/*'])
  })

  it('accept the tags that the header Surrogate-Key can hold, in either case', () => {
    for (const text of ['#a', '#!', '#~', '#a,b', '#"', `#${'t'.repeat(1_024)}`]) expect(isTag(rightOf(read(text))), text).to.equal(true)
    for (const text of ['#a b', '#ü', `#${'t'.repeat(1_025)}`]) expect(read(text)._tag, text).to.equal('Left')
    expect(rightOf(planFor(host, ['#A', '#a'])).items).to.deep.equal(['#A', '#a'])
  })

  it('accept paths of 8,000 characters', () => {
    expect(read(`/${'p'.repeat(7_999)}`)._tag).to.equal('Right')
    expect(leftOf(read(`/${'p'.repeat(8_000)}`))).to.include('Fastly accepts at most 8000')
  })
})
