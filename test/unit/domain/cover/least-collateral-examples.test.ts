import { expect } from 'chai'
import { type CoverTask, leastCollateralCover } from '../../../../src/domain/cover/least-collateral-cover.ts'
import { item } from '../../../support/builders/arbitraries.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

interface Task extends Omit<CoverTask, 'changed' | 'protect'> {
  readonly changed: ReadonlyArray<string>
  readonly protect?: ReadonlyArray<string>
}

/** What is sent, the task, the paths sent, and how many unchanged and protected paths that flushes. */
type Example = readonly [string, Task, ReadonlyArray<string>, number, number?]

describe('leastCollateralCover, by example', () => {
  const one = { maxPaths: 1, maxWildcards: 1 }
  const examples: ReadonlyArray<Example> = [
    ['nothing if nothing changed', { changed: [], unchanged: ['/a'], maxPaths: 0, maxWildcards: 0 }, [], 0],
    [
      'a single file as it is, although a wildcard would cost nothing',
      { changed: ['/index.html'], unchanged: [], maxPaths: 15, maxWildcards: 15 },
      ['/index.html'],
      0,
    ],
    [
      'one wildcard if everything under it changed, although the budget has room for each file',
      { changed: ['/blog/a', '/blog/b', '/x'], unchanged: ['/y'], maxPaths: 15, maxWildcards: 15 },
      ['/blog/*', '/x'],
      0,
    ],
    [
      'the longest wildcard that covers a group',
      { changed: ['/img/logo-1.png', '/img/logo-2.png'], unchanged: ['/img/photo.png', '/z'], maxPaths: 1, maxWildcards: 1 },
      ['/img/logo-*'],
      0,
    ],
    [
      'no wildcard that ends inside a %XX',
      { changed: ['/a%20b', '/a%21b'], unchanged: ['/a%C3'], maxPaths: 1, maxWildcards: 1 },
      ['/a*'],
      1,
    ],
    [
      'no wildcard that ends inside a character of several bytes',
      { changed: ['/%C3%A4', '/%C3%A5'], unchanged: ['/b'], maxPaths: 1, maxWildcards: 1 },
      ['/*'],
      1,
    ],
    ['a wildcard right after a %XX', { changed: ['/a%20b', '/a%20c'], unchanged: ['/a%21'], maxPaths: 1, maxWildcards: 1 }, ['/a%20*'], 0],
    [
      'a path that is a prefix of others separately if there is room',
      { changed: ['/a', '/a/b', '/a/c'], unchanged: ['/ab'], maxPaths: 2, maxWildcards: 1 },
      ['/a', '/a/*'],
      0,
    ],
    [
      'all of them under one wildcard if nothing else fits',
      { changed: ['/a', '/a/b', '/a/c'], unchanged: ['/ab', '/b'], maxPaths: 1, maxWildcards: 1 },
      ['/a*'],
      1,
    ],
    [
      'a changed wildcard as it is, at no collateral',
      { changed: ['/a/*', '/b'], unchanged: ['/a/1', '/a/2', '/c'], maxPaths: 2, maxWildcards: 1 },
      ['/a/*', '/b'],
      0,
    ],
    [
      'a wider wildcard instead of too many changed ones',
      { changed: ['/a/x/*', '/a/y/*', '/b'], unchanged: ['/a/z', '/c'], maxPaths: 9, maxWildcards: 1 },
      ['/a/*', '/b'],
      1,
    ],
    [
      'a path that is both changed and unchanged as changed',
      { changed: ['/a/1', '/a/2'], unchanged: ['/a/1', '/a/2', '/b'], maxPaths: 1, maxWildcards: 1 },
      ['/a/*'],
      0,
    ],
    [
      'many unchanged files rather than one that is protected',
      {
        changed: ['/a/1', '/a/2', '/b/1', '/b/2'],
        unchanged: ['/a/x', '/b/x', '/b/y', '/b/z'],
        protect: ['/a/x'],
        maxPaths: 3,
        maxWildcards: 1,
      },
      ['/a/1', '/a/2', '/b/*'],
      3,
    ],
    [
      'no wildcard over a protected pattern without listed files',
      { changed: ['/api/1', '/api/2', '/b/1', '/b/2'], unchanged: ['/b/x', '/c'], protect: ['/api/*'], maxPaths: 3, maxWildcards: 1 },
      ['/api/1', '/api/2', '/b/*'],
      1,
    ],
    [
      'only what changed inside a protected pattern',
      { changed: ['/api/v1/1', '/api/v1/2', '/b/1', '/b/2'], unchanged: ['/b/x', '/c'], protect: ['/api/*'], maxPaths: 3, maxWildcards: 1 },
      ['/api/v1/1', '/api/v1/2', '/b/*'],
      1,
    ],
    [
      'a changed wildcard inside a protected pattern, at no collateral',
      { changed: ['/api/v1/*', '/b'], unchanged: ['/c'], protect: ['/api/*'], maxPaths: 2, maxWildcards: 1 },
      ['/api/v1/*', '/b'],
      0,
    ],
    [
      'no wildcard over a protected path that is not listed',
      { changed: ['/a/1', '/a/2', '/b/1', '/b/2'], unchanged: ['/b/x', '/c'], protect: ['/a/me'], maxPaths: 3, maxWildcards: 1 },
      ['/a/1', '/a/2', '/b/*'],
      1,
    ],
    [
      'a protected pattern anyway if it changed itself',
      { changed: ['/api/*', '/b'], unchanged: ['/c'], protect: ['/api/v1/*', '/api/v1/x'], maxPaths: 2, maxWildcards: 1 },
      ['/api/*', '/b'],
      0,
    ],
    [
      'a wildcard over a protected pattern anyway if nothing else fits',
      { changed: ['/api/1', '/b'], unchanged: ['/api/me', '/c'], protect: ['/api/*'], maxPaths: 1, maxWildcards: 1 },
      ['/*'],
      2,
      2,
    ],
    [
      'the narrower of two groups that cost the same',
      { changed: ['/a1', '/a2', '/blog/2026/x', '/blog/2026/y'], unchanged: ['/c'], maxPaths: 3, maxWildcards: 1 },
      ['/a1', '/a2', '/blog/2026/*'],
      0,
    ],
    [
      'the first of two groups as it is if both are alike',
      { changed: ['/a/1', '/a/2', '/b/1', '/b/2'], unchanged: ['/c'], maxPaths: 3, maxWildcards: 1 },
      ['/a/1', '/a/2', '/b/*'],
      0,
    ],
    [
      'the cover with fewer wildcards, those that changed included',
      { changed: ['/a/x/*', '/a/y/*', '/b/1', '/b/2'], unchanged: ['/a/z', '/b/z'], maxPaths: 3, maxWildcards: 3 },
      ['/a/*', '/b/1', '/b/2'],
      1,
    ],
    [
      'the wildcard of a protected pattern, which counts once',
      { changed: ['/api/1', '/api/2', '/b'], unchanged: ['/c'], protect: ['/api/*'], maxPaths: 2, maxWildcards: 1 },
      ['/api/*', '/b'],
      0,
      1,
    ],
    [
      'no wildcard over protected paths and patterns, in whatever order they sort',
      {
        changed: ['/a/1', '/a/2', '/b/1', '/b/2', '/c/1', '/c/2'],
        unchanged: ['/b/x', '/b/y', '/b/z'],
        protect: ['/a/*', '/a', '/c/me', '/d/*'],
        maxPaths: 5,
        maxWildcards: 1,
      },
      ['/a/1', '/a/2', '/b/*', '/c/1', '/c/2'],
      3,
    ],
    [
      'the narrower of two covers at the first path where they differ, if they are alike otherwise',
      {
        changed: ['/a/x/1', '/a/x/2', '/a/y/1', '/a/y/2', '/b/x/1', '/b/x/2', '/b/y/1', '/b/y/2'],
        unchanged: ['/a/z', '/b/z'],
        maxPaths: 3,
        maxWildcards: 3,
      },
      ['/a/x/*', '/a/y/*', '/b/*'],
      1,
    ],
    [
      'the narrower cover, although another one has fewer wildcards under the first folder',
      {
        changed: ['/p', '/q'].flatMap(top => [`${top}/a/x/1`, `${top}/a/x/2`, `${top}/a/y/1`, `${top}/a/y/2`, `${top}/b/1`, `${top}/b/2`]),
        unchanged: ['/p', '/q'].flatMap(top => [`${top}/a/~1`, `${top}/a/~2`, `${top}/b/~`, `${top}/~`]),
        maxPaths: 6,
        maxWildcards: 4,
      },
      ['/p/a/x/*', '/p/a/y/*', '/p/b/1', '/p/b/2', '/q/a/*', '/q/b/*'],
      3,
    ],
    [
      'the narrower cover, although they differ only in a later folder',
      {
        changed: ['/p', '/q'].flatMap(top => [`${top}/a/1`, `${top}/a/2`, `${top}/b/x/1`, `${top}/b/x/2`, `${top}/b/y/1`, `${top}/b/y/2`]),
        unchanged: ['/p', '/q'].flatMap(top => [`${top}/a/~`, `${top}/b/~1`, `${top}/b/~2`, `${top}/~`]),
        maxPaths: 6,
        maxWildcards: 4,
      },
      ['/p/a/1', '/p/a/2', '/p/b/x/*', '/p/b/y/*', '/q/a/*', '/q/b/*'],
      3,
    ],
    [
      'the whole folder by directory, whatever the names have in common',
      { changed: ['/img/logo-1', '/img/logo-2'], unchanged: ['/img/photo', '/z'], ...one, granularity: 'directory' },
      ['/img/*'],
      1,
    ],
    [
      'files as they are by directory if only their names are alike',
      { changed: ['/page-1', '/page-2'], unchanged: ['/z'], maxPaths: 2, maxWildcards: 1, granularity: 'directory' },
      ['/page-1', '/page-2'],
      0,
    ],
    [
      'a changed wildcard as it is by directory, whatever it ends in',
      { changed: ['/a*', '/b/1', '/b/2'], unchanged: ['/ab', '/b/3'], maxPaths: 3, maxWildcards: 1, granularity: 'directory' },
      ['/a*', '/b/1', '/b/2'],
      0,
    ],
    [
      'the nearest folder above by directory rather than everything',
      { changed: ['/a/b/1', '/a/bc/1'], unchanged: ['/a/x', '/b', '/c'], ...one, granularity: 'directory' },
      ['/a/*'],
      1,
    ],
  ]
  for (const [what, { changed, protect, ...given }, paths, unchanged, isProtected = 0] of examples) {
    it(`sends ${what}`, () => {
      const task = { ...given, changed: changed.map(item), ...(protect && { protect: protect.map(item) }) }
      expect(rightOf(leastCollateralCover(task))).to.deep.equal({ paths, collateral: { protected: isProtected, unchanged }, isExact: true })
    })
  }

  it('finds no cover if the paths do not fit and no wildcard is allowed', () => {
    const changed = ['/a', '/b', '/c/*'].map(item)
    expect(leftOf(leastCollateralCover({ changed, unchanged: [], maxPaths: 9, maxWildcards: 0 }))).to.deep.equal({
      _tag: 'NoCover',
      paths: 3,
      wildcards: 1,
    })
    expect(leftOf(leastCollateralCover({ changed, unchanged: [], maxPaths: 0, maxWildcards: 9 }))._tag).to.equal('NoCover')
    expect(
      rightOf(leastCollateralCover({ changed: changed.slice(0, 2), unchanged: [], maxPaths: 2, maxWildcards: 0 })).paths,
    ).to.deep.equal(['/a', '/b'])
  })
})
