import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { describeDoubt, joinDoubts } from '../../../../src/domain/items/doubt.ts'
import { pathOf, readItemsFile, readJobSpec } from '../../../support/by-cloudfront.ts'

/** What a job sends for a text, with its doubts; or what is wrong with the text. */
type Outcome = { readonly sent: string; readonly doubt: string | undefined } | { readonly problem: string }

const problemIn = (issues: ReadonlyArray<{ readonly problem: string }>): Outcome => ({
  problem: issues.map(({ problem }) => problem).join(),
})

type Read = { readonly items: ReadonlyArray<string>; readonly doubts: ReturnType<typeof describeAll> }

const describeAll = (doubts: { readonly first: ReadonlyArray<{ readonly doubt: Parameters<typeof describeDoubt>[0] }> }) =>
  doubts.first.map(({ doubt }) => describeDoubt(doubt))

const sent = ({ items, doubts }: Read): Outcome => ({ sent: items.join(), doubt: doubts[0] })

const asItem = (text: string): Outcome => {
  const read = readJobSpec(JSON.stringify({ distributionId: 'E1', items: [text] }))
  return E.isLeft(read) ? problemIn(read.left.issues) : sent({ ...read.right, doubts: describeAll(read.right.doubts) })
}

const inFile = (content: string): Outcome => {
  const read = readItemsFile(new TextEncoder().encode(content))
  return E.isLeft(read) ? problemIn(read.left) : sent({ ...read.right, doubts: describeAll(read.right.doubts) })
}

const asEntry = (text: string): Outcome => inFile(JSON.stringify([text]))

/** Without a line above, a text that starts with a quote or a bracket would be taken for JSON. */
const asLine = (text: string): Outcome => inFile(`// items\n${text}\n`)

const asKey = (key: string): string => pathOf('/', key)

/** A placeholder of a template. */
const inBraces = (name: string): string => `$${'{'}${name}}`

describe('text that cannot be meant as an item', () => {
  const unresolved = /has a pipeline variable that was not resolved; check its namespace and name, or write its value$/
  const placeholder = /has a placeholder that was not replaced; write its value$/
  const dots = (path: string): RegExp =>
    new RegExp(`has a \\. or \\.\\. segment, which browsers remove before they send a request: try "${path}"$`)

  // A key is a literal name, so it is sent as it is.
  const table: ReadonlyArray<readonly [text: string, problem: RegExp, asKey: string]> = [
    ['./index.html', dots('/index\\.html'), '/./index.html'],
    ['../x', dots('/x'), '/../x'],
    ['a/../b', dots('/b'), '/a/../b'],
    ['a/b/../c/*', dots('/a/c/\\*'), '/a/b/../c/*'],
    ['./a', dots('/a'), '/./a'],
    ['a/..', dots('/'), '/a/..'],
    ['a/b/..', dots('/a/'), '/a/b/..'],
    ['a/.', dots('/a/'), '/a/.'],
    ['.', dots('/'), '/.'],
    ['..', dots('/'), '/..'],
    ['a/%2E/b', dots('/a/b'), '/a/%252E/b'],
    ['a/%2e./b', dots('/b'), '/a/%252e./b'],
    ['a/./b?x=../c', dots('/a/b\\?x=\\.\\./c'), '/a/./b%3Fx=../c'],
    ['a/./b~c', /has a \. or \.\. segment, which browsers remove before they send a request$/, '/a/./b*'],
    ['#{variables.x}', unresolved, '/%23%7Bvariables.x%7D'],
    ['#tag-#{variables.x}', unresolved, '/%23tag-%23%7Bvariables.x%7D'],
    ['blog/#{variables.x}/*', unresolved, '/blog/%23%7Bvariables.x%7D/*'],
    [inBraces('Path'), placeholder, '/$%7BPath%7D'],
    [`#${inBraces('Tag')}`, placeholder, '/%23$%7BTag%7D'],
    [`a/${inBraces('AWS::StackName')}/b`, placeholder, '/a/$%7BAWS::StackName%7D/b'],
    [
      'https://example.com/a/../b',
      /"https:\/\/example\.com\/a\/\.\.\/b" is a URL; give only its path: try "\/b"$/,
      '/https://example.com/a/../b',
    ],
    ['https://a//b.example/c', /is a URL; give only its path$/, '/https://a//b.example/c'],
    [`https://a/${inBraces('b')}`, placeholder, '/https://a/$%7Bb%7D'],
  ]
  for (const [text, problem, path] of table) {
    it(`rejects ${JSON.stringify(text)} in items and in a file, and sends it as a key`, () => {
      const inFile = /^\.{0,2}\//.test(text) ? problem : /^not a valid item; it is quoted only if it starts with \/ or \.\/$/
      expect(asItem(text)).to.have.property('problem').that.matches(problem)
      for (const read of [asEntry, asLine]) expect(read(text)).to.have.property('problem').that.matches(inFile)
      expect(asKey(text)).to.equal(path)
    })
  }

  it('rejects it with a leading slash, too', () => {
    for (const text of ['/./index.html', '/../x', '/a/../b', '/a/..', '/.', '/..', '/#{variables.x}', `/${inBraces('Path')}`]) {
      for (const read of [asItem, asEntry, asLine]) expect(read(text)).to.have.property('problem')
    }
  })

  // A line that starts with // is a comment.
  it('rejects a URL without a scheme, and offers its path', () => {
    const problem = /is a URL without a scheme; give only its path: try "\/a"$/
    for (const text of ['//example.com/a', '//www.EXAMPLE.com:8443/a', '//müller.example/a', '//example.com/./a']) {
      for (const read of [asItem, asEntry]) expect(read(text)).to.have.property('problem').that.matches(problem)
    }
    expect(asLine('//example.com/a')).to.deep.equal({ sent: '', doubt: undefined })
    expect(asKey('/example.com/a')).to.equal('//example.com/a')
  })

  it('accepts what only looks similar', () => {
    const table = [
      '/...',
      '/.well-known/x',
      '/a..b',
      '/..a',
      '/a?x=/../b',
      '/$a',
      '/a$',
      '//',
      '//double',
      '//a/b',
      '/a/b.c//d',
      '//1.2/a',
      '//a_b.example/c',
      '//example.c_m/a',
    ]
    for (const text of table) expect(asItem(text)).to.deep.equal({ sent: text, doubt: undefined })
    expect(asItem('/a#b')).to.deep.equal({ sent: '/a%23b', doubt: undefined })
    expect(asItem('#a.b/../c')).to.deep.equal({ sent: '#a.b/../c', doubt: undefined })
  })
})

describe('an item that looks like a mistake', () => {
  const table: ReadonlyArray<readonly [text: string, sent: string, doubt: string]> = [
    ['/a,/b', '/a,/b', 'a comma does not separate items'],
    ['/a, b', '/a,%20b', 'a comma does not separate items'],
    ['/a,#b', '/a,%23b', 'a comma does not separate items'],
    ['a.html,b.html', '/a.html,b.html', 'a comma does not separate items'],
    ['/a /b', '/a%20/b', 'a space does not separate items'],
    ['/a #b', '/a%20%23b', 'a space does not separate items'],
    ['"/a"', '/%22/a%22', 'quotes are part of the path'],
    ["'/a'", "/'/a'", 'quotes are part of the path'],
    ['`/a`', '/%60/a%60', 'quotes are part of the path'],
    ['“/a”', '/%E2%80%9C/a%E2%80%9D', 'quotes are part of the path'],
    ['‘/a’', '/%E2%80%98/a%E2%80%99', 'quotes are part of the path'],
    ['"/a", "/b"', '/%22/a%22,%20%22/b%22', 'quotes are part of the path'],
    ['\\img\\a.png', '/%5Cimg%5Ca.png', 'a backslash is not a slash'],
    ['/img\\a.png', '/img%5Ca.png', 'a backslash is not a slash'],
    ['/img/[ab].png', '/img/%5Bab%5D.png', 'brackets do not match alternatives'],
    ['/{a,b}', '/%7Ba,b%7D', 'brackets do not match alternatives'],
    ['/{a, b}', '/%7Ba,%20b%7D', 'brackets do not match alternatives'],
    ['example.com/a', '/example.com/a', 'a host name is read as a folder'],
    ['www.example.com:443/*', '/www.example.com:443/*', 'a host name is read as a folder'],
    ['müller.de/a', '/m%C3%BCller.de/a', 'a host name is read as a folder'],
  ]
  for (const [text, path, doubt] of table) {
    it(`sends ${text} literally, and says so`, () => {
      for (const read of [asItem, asEntry, asLine]) expect(read(text)).to.deep.equal({ sent: path, doubt })
    })
  }

  it('is not a path with a comma or space in a name, a query string, a file, a folder or a tag', () => {
    const fine = [
      '/w_200,h_300/a.jpg',
      '/a b.html',
      '/a?x=1,/b',
      '/a?x="[{\\',
      'index.html',
      '/index.html/',
      '/example.com/a',
      'v1.2/a',
      "/o'neil",
    ]
    for (const text of [...fine, '#{a', '#a[b]', '#"a"']) expect(asItem(text)).to.include({ doubt: undefined })
  })

  it('is counted, and the first five are kept, shortened to 40 characters', () => {
    const long = `/${'a'.repeat(50)},/b`
    const items = [long, ...Array.from({ length: 9 }, (_, index) => `/${index},/x`)]
    const read = readJobSpec(JSON.stringify({ distributionId: 'E1', items: ['/fine', ...items, '#t'] }))
    const doubts = E.isRight(read) ? read.right.doubts : undefined
    expect(doubts).to.have.property('count', 10)
    expect(doubts?.first).to.have.length(5)
    expect(doubts?.first.slice(0, 2)).to.deep.equal([
      { text: `"/${'a'.repeat(39)}"…`, doubt: 'comma' },
      { text: '"/0,/x"', doubt: 'comma' },
    ])
  })

  it('is counted over two lists, of which the first five are kept', () => {
    const three = { count: 3, first: Array.from({ length: 3 }, () => ({ text: 'x', doubt: 'comma' as const })) }
    const joined = joinDoubts({ ...three, count: 7 }, three)
    expect(joined).to.have.property('count', 10)
    expect(joined.first).to.have.length(5)
  })
})
