import { expect } from 'chai'
import * as library from '../../../src/entrypoints/library.ts'
import { leftOf } from '../../support/either.ts'

const { coverItems, leastCollateralCover, minimise, readItem, textParameter } = library

const items = ['/blog/a.html', '/blog/b.html', '/index.html'].map(readItem).flatMap(item => (item.ok ? [item.value] : []))

describe('The library', () => {
  it('exports only the documented functions', () => {
    expect(Object.keys(library)).to.have.members(['coverItems', 'leastCollateralCover', 'minimise', 'readItem', 'textParameter'])
  })

  it('reads an item, or returns the reason why it is invalid', () => {
    expect(readItem('über uns')).to.deep.equal({ ok: true, value: '/%C3%BCber%20uns' })
    expect(readItem('')).to.deep.equal({ ok: false, error: 'is empty' })
  })

  it('minimises items, comparing tags without regard to case', () => {
    const given = ['/blog/a.html', '#Product', '/blog/*', '#product'].map(readItem).flatMap(item => (item.ok ? [item.value] : []))
    expect(minimise(given)).to.deep.equal(['#Product', '/blog/*'])
  })

  it('covers items, or returns their number', () => {
    expect(coverItems(items, 2, 1)).to.deep.equal({ ok: true, value: ['/blog/*', '/index.html'] })
    expect(coverItems(items, 2, 0)).to.deep.equal({ ok: false, error: { _tag: 'NoCover', paths: 3, wildcards: 0 } })
  })

  it('covers changed paths, or returns their number', () => {
    const task = { changed: items, unchanged: ['/blog/c.html', '/img/logo.png'], maxPaths: 2, maxWildcards: 1 }
    const cover = { paths: ['/blog/*', '/index.html'], collateral: { protected: 0, unchanged: 1 }, isExact: true }
    expect(leastCollateralCover(task)).to.deep.equal({ ok: true, value: cover })
    expect(leastCollateralCover({ ...task, maxWildcards: 0 })).to.deep.equal({
      ok: false,
      error: { _tag: 'NoCover', paths: 3, wildcards: 0 },
    })
  })
  it('makes a parameter that says what is wrong with a value', () => {
    const { key, example, codec } = textParameter({ key: 'cache', example: 'paris', pattern: /^[a-z]+$/, noun: 'the name of a cache' })
    expect({ key, example }).to.deep.equal({ key: 'cache', example: 'paris' })
    expect(codec.decode('lyon')).to.have.property('right', 'lyon')
    const problemsOf = (value: unknown) => leftOf(codec.decode(value)).map(({ message }) => message)
    expect(problemsOf('Lyon')).to.deep.equal(['"Lyon" is not the name of a cache; one looks like paris'])
    expect(problemsOf(undefined)).to.deep.equal(['missing; expected the name of a cache'])
  })
})
