import { expect } from 'chai'
import { capabilities } from '../../../../src/adapters/cloudfront/capabilities.ts'
import { pathRules } from '../../../../src/adapters/cloudfront/path-rules.ts'
import { item } from '../../../support/builders/arbitraries.ts'

const { tags, completion, purgesEverything, mixesKinds, removals } = capabilities
const { queryStrings, unsupported } = pathRules

describe('The capabilities of CloudFront', () => {
  it('accept tags of printable ASCII without commas, in any case', () => {
    for (const tag of ['a', 'product:1', '!~', '+-']) expect(tags?.pattern.test(tag), tag).to.equal(true)
    for (const tag of ['', 'a b', 'a,b', ' a', 'a\n', 'ü']) expect(tags?.pattern.test(tag), tag).to.equal(false)
    expect(tags).to.include({ allowed: 'printable ASCII, no space and no comma', caseSensitive: false, maxLength: 256 })
  })

  it('say that completion is reported, and everything is a wildcard', () => {
    expect(completion).to.deep.equal({ usual: 30_000, maxIdLength: 36 })
    expect({ purgesEverything, mixesKinds, removals }).to.deep.equal({ purgesEverything: false, mixesKinds: true, removals: ['remove'] })
  })
})

describe('The path rules of CloudFront', () => {
  it('have one wildcard for all query strings of a file, and two paths for those of a page without an extension', () => {
    const itemsOf = (path: string) => queryStrings?.ofFile(item(path))
    expect(itemsOf('/a.html')).to.deep.equal(['/a.html*'])
    expect(itemsOf('/.well-known/a.tar.gz')).to.deep.equal(['/.well-known/a.tar.gz*'])
    expect(itemsOf('/docs')).to.deep.equal(['/docs', '/docs?*'])
    expect(itemsOf('/v1.2/docs')).to.deep.equal(['/v1.2/docs', '/v1.2/docs?*'])
    expect(queryStrings?.ofFolder(item('/docs/'))).to.deep.equal(['/docs/', '/docs/?*'])
  })

  it('cannot invalidate a ~, encoded or not', () => {
    for (const path of ['/~a', '/a%7Eb', '/a%7eb']) expect(unsupported?.pattern.test(path), path).to.equal(true)
    expect(unsupported?.reason).to.equal('has a ~, which CloudFront cannot invalidate, encoded or not')
  })
})
