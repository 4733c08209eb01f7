import { expect } from 'chai'
import fc from 'fast-check'
import { isTag, isWildcard } from '../../../../src/domain/items/item.ts'
import { readItem as readItemBy } from '../../../../src/domain/items/read-item.ts'
import type { WildcardRules } from '../../../../src/domain/items/rules.ts'
import { exactPath, item, tag, wildcard } from '../../../support/builders/arbitraries.ts'
import { readItem } from '../../../support/by-cloudfront.ts'
import { cdnCapabilities } from '../../../support/capabilities.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

describe('readItem', () => {
  const kept = ['/path', '/dir/*', '/img/logo*', '/*', '/', '/a%20b', '/a?x=1', '/a?x=1*', '#product:electronics', '#*', '#a~b', '#%7E']
  for (const text of kept) {
    it(`keeps ${text}`, () => {
      expect(rightOf(readItem(text))).to.equal(text)
    })
  }

  const corrected: ReadonlyArray<readonly [string, string]> = [
    ['index.html', '/index.html'],
    ['*', '/*'],
    ['img/ü.png', '/img/%C3%BC.png'],
    ['a b', '/a%20b'],
    ['?x=1', '/?x=1'],
    ['/a%*', '/a%25*'],
    ['/a%2*', '/a%252*'],
  ]
  for (const [text, expected] of corrected) {
    it(`reads ${text} as ${expected}`, () => {
      expect(rightOf(readItem(text))).to.equal(expected)
    })
  }

  const rejected: ReadonlyArray<readonly [string, RegExp]> = [
    ['', /empty/],
    ['/a\nb', /"\/a\\nb" has a control character/],
    ['/a\u007fb', /control character/],
    ['#a\u0000', /control character/],
    ['/a\ud800', /not well-formed Unicode/],
    ['/a/*/b', /"\/a\/\*\/b" has a \* before its end.*try "\/a\/\*"/],
    ['**', /try "\/\*"/],
    ['/**/*.js', /try "\/\*"/],
    ['/a/b~c', /~, which CloudFront cannot invalidate.*try "\/a\/b\*"/],
    ['~', /try "\/\*"/],
    ['/a%7Eb', /~.*try "\/a\*"/],
    ['/a%7eb*', /~.*try "\/a\*"/],
    ['/a*b~c', /\* before its end.*try "\/a\*"/],
    ['/a~b*c', /~.*try "\/a\*"/],
    ['https://d111111abcdef8.cloudfront.net/a/b', /is a URL; give only its path: try "\/a\/b"/],
    ['http://example.com', /try "\/"/],
    ['/a?x=https://example.com/*/b', /\* before its end/],
    ['https://example.com/a/*/b', /give only its path$/],
    [' /index.html', /starts or ends with white space/],
    ['/index.html ', /starts or ends with white space/],
    [' #tag', /starts or ends with white space/],
    [`/${'a'.repeat(50)}~`, /try its first 51 characters and a \*$/],
    [`/${'a'.repeat(39)}~`, /try its first 40 characters and a \*$/],
    [`/${'a'.repeat(38)}~`, /try "\/a{38}\*"$/],
    ['#', /needs a name/],
    ['#a b', /printable ASCII/],
    ['#a,b', /no comma/],
    ['#ü', /printable ASCII/],
    [`#${'a'.repeat(257)}`, /at most 256 characters, this one has 257/],
    [`/${'a'.repeat(4_000)}`, /has 4001 characters; CloudFront accepts at most 4000/],
    [`/${'ü'.repeat(667)}`, /has 4003 characters when encoded/],
  ]
  for (const [text, problem] of rejected) {
    it(`rejects ${JSON.stringify(text.slice(0, 30))}`, () => {
      expect(leftOf(readItem(text))).to.match(problem)
    })
  }

  it('accepts the longest path and the longest tag', () => {
    expect(rightOf(readItem(`/${'a'.repeat(3_999)}`))).to.have.length(4_000)
    expect(rightOf(readItem(`#${'a'.repeat(256)}`))).to.have.length(257)
  })

  it('quotes at most 40 characters of a value', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 41, maxLength: 5_000, unit: fc.constantFrom('a', '~', '*', '/', '\n') }), text => {
        const result = readItem(text)
        return result._tag === 'Right' || !result.left.includes(JSON.stringify(text.slice(0, 41)).slice(1, -1))
      }),
    )
  })

  it('suggests a valid path', () => {
    const broken = fc.tuple(exactPath, fc.constantFrom('~', '*', '%7e'), exactPath).map(parts => parts.join(''))
    fc.assert(
      fc.property(broken, text => {
        const result = readItem(text)
        if (result._tag === 'Right') return text.endsWith('*')
        const suggested = /try (?<path>"(?:[^"\\]|\\.)*")(?!…)/.exec(result.left)?.groups?.['path']
        return /white space|first \d+ characters/.test(result.left) || rightOf(readItem(JSON.parse(suggested ?? ''))).endsWith('*')
      }),
    )
  })

  it('suggests a wildcard that the CDN supports, or none', () => {
    const reason = '"/a/b~c" has a ~, which CloudFront cannot invalidate, encoded or not'
    const suggestionWith = (wildcards: WildcardRules | undefined) => leftOf(readItemBy({ ...cdnCapabilities, wildcards })('/a/b~c'))
    expect(suggestionWith({ granularity: 'character', maxPerRequest: 1 })).to.equal(`${reason}; try "/a/b*"`)
    expect(suggestionWith({ granularity: 'directory', maxPerRequest: 1 })).to.equal(`${reason}; try "/a/*"`)
    expect(suggestionWith(undefined)).to.equal(reason)
  })

  it('rejects a text of millions of characters quickly', () => {
    const startedAt = performance.now()
    for (const text of ['\\', '#{', '%', '<a', '😀'])
      expect(leftOf(readItem(`/${text.repeat(4_000_000)}`))).to.match(/has \d+ characters; CloudFront accepts at most 4000/)
    expect(performance.now() - startedAt).to.be.below(2_000)
  })

  it('reads its own result as the same item', () => {
    fc.assert(fc.property(fc.oneof(exactPath, wildcard, tag), text => item(item(text)) === item(text)))
  })

  it('distinguishes paths, wildcards and tags', () => {
    fc.assert(fc.property(exactPath, text => !isTag(item(text)) && !isWildcard(item(text))))
    fc.assert(fc.property(wildcard, text => !isTag(item(text)) && isWildcard(item(text))))
    fc.assert(fc.property(tag, text => isTag(item(text)) && !isWildcard(item(text))))
  })
})
