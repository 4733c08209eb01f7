import { expect } from 'chai'
import { origin } from '../../../support/builders/origins.ts'
import { pathsOfObject } from '../../../support/by-cloudfront.ts'

const pathsOf = (key: string, change: Parameters<typeof origin>[0] = {}) => pathsOfObject(origin(change))(key)

describe('pathsOfObject', () => {
  it('returns the key, encoded as CloudFront requires', () => {
    expect(pathsOf('img/red flower+1.jpg')).to.deep.equal(['/img/red%20flower+1.jpg'])
    expect(pathsOf('100%.txt')).to.deep.equal(['/100%25.txt'])
    expect(pathsOf('a%20b')).to.deep.equal(['/a%2520b'])
    expect(pathsOf('ü?.html')).to.deep.equal(['/%C3%BC%3F.html'])
    expect(pathsOf('/a//b/')).to.deep.equal(['//a//b/'])
  })

  it('returns a wildcard if no exact path matches the key', () => {
    expect(pathsOf('home/~me/a.txt')).to.deep.equal(['/home/*'])
    expect(pathsOf('2*3.txt')).to.deep.equal(['/2*'])
  })

  it('adds the folder of an index document', () => {
    expect(pathsOf('docs/index.html')).to.deep.equal(['/docs/index.html', '/docs/', '/docs'])
    expect(pathsOf('docs/index.html', { indexDocuments: [] })).to.deep.equal(['/docs/index.html'])
    expect(pathsOf('index.html')).to.deep.equal(['/index.html', '/'])
  })

  it('removes the origin path, and ignores keys outside it', () => {
    const change = { stripPrefix: 'production/' }
    expect(pathsOf('production/a.html', change)).to.deep.equal(['/a.html'])
    expect(pathsOf('production/index.html', change)).to.deep.equal(['/index.html', '/'])
    for (const key of ['staging/a.html', 'production', 'productions/a', 'Production/a']) expect(pathsOf(key, change)).to.deep.equal([])
  })

  it('applies include and exclude relative to the origin path', () => {
    const change = { stripPrefix: 'production/', include: ['*.html', 'img/'], exclude: ['drafts/'] }
    expect(pathsOf('production/a.html', change)).to.have.length(1)
    expect(pathsOf('production/img/a.png', change)).to.have.length(1)
    for (const key of ['a.css', 'drafts/a.html']) expect(pathsOf(`production/${key}`, change)).to.deep.equal([])
  })

  it('applies include and exclude to keys with any character', () => {
    for (const [key, path] of [
      ['a\nb.html', '/a%0Ab.html'],
      ['a\r\n.html', '/a%0D%0A.html'],
      ['a\u2028.html', '/a%E2%80%A8.html'],
      ['😀.html', '/%F0%9F%98%80.html'],
    ] as const) {
      for (const include of ['**', '*.html', '/*']) expect(pathsOf(key, { include: [include] }), include).to.deep.equal([path])
      for (const exclude of ['**', '*.html', '/*']) expect(pathsOf(key, { exclude: [exclude] }), exclude).to.deep.equal([])
    }
    expect(pathsOf('😀.html', { exclude: ['?.html'] })).to.deep.equal([])
    expect(pathsOf('😀.html', { exclude: ['??.html'] })).to.have.length(1)
  })

  it('covers every query string', () => {
    expect(pathsOf('a.png', { queryStrings: true })).to.deep.equal(['/a.png*'])
  })
})
