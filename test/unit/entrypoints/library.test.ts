import { expect } from 'chai'
import * as library from '../../../src/entrypoints/library.ts'

const { coverItems, leastCollateralCover, minimise, readItem } = library

const items = ['/blog/a.html', '/blog/b.html', '/index.html'].map(readItem).flatMap(item => (item.ok ? [item.value] : []))

describe('The library', () => {
  it('exports only the documented functions', () => {
    expect(Object.keys(library)).to.have.members(['coverItems', 'leastCollateralCover', 'minimise', 'readItem'])
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
})
