import { expect } from 'chai'
import fc from 'fast-check'
import { itemText } from '../../../support/builders/arbitraries.ts'
import { readItemsFile } from '../../../support/by-cloudfront.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)
const read = (text: string): ReadonlyArray<string> => rightOf(readItemsFile(bytes(text))).items
const issues = (text: string) => leftOf(readItemsFile(bytes(text)))

describe('readItemsFile', () => {
  it('reads one item per line, with any line ending', () => {
    expect(read('/index.html\n/blog/*\r\n#product:1\nimg/logo.png')).to.deep.equal([
      '/index.html',
      '/blog/*',
      '#product:1',
      '/img/logo.png',
    ])
  })

  it('ignores empty lines and lines that start with //', () => {
    expect(read('// made by the build\n\n/a\n   \n//b\n/c\n')).to.deep.equal(['/a', '/c'])
  })

  it('reads a JSON array of strings', () => {
    expect(read('  ["/a b", "//double", "#tag"]\n')).to.deep.equal(['/a%20b', '//double', '#tag'])
  })

  it('ignores a byte order mark', () => expect(read('\u{feff}/a')).to.deep.equal(['/a']))

  it('reads no items from a file without any', () => {
    for (const text of ['', '\n', '// nothing changed', '[]']) expect(read(text)).to.deep.equal([])
  })

  it('reports every line that is not a valid item', () => {
    const found = issues('/a\n/b~c\n// fine\nhttps://example.com/d\n')
    expect(found.map(({ at }) => at)).to.deep.equal(['line 2', 'line 4'])
    expect(found[0]?.problem).to.match(/^"\/b~c" has a ~/)
  })

  it('quotes a wrong entry only if it is meant as a path', () => {
    const hidden = 'not a valid item; it is quoted only if it starts with / or ./'
    const secrets = ['token ~ 123', 'https://user:password@example.com/', '#password 123', ' AKIA', 'a*b']
    const expected = (at: (index: number) => string) => secrets.map((_, index) => ({ at: at(index), problem: hidden }))
    expect(issues(secrets.join('\n'))).to.deep.equal(expected(index => `line ${index + 1}`))
    expect(issues(JSON.stringify(secrets))).to.deep.equal(expected(index => `[${index}]`))
    expect(issues('/a*b')[0]?.problem).to.match(/^"\/a\*b" has a \*/)
    expect(issues(' /a')[0]?.problem).to.match(/^" \/a" starts or ends with white space/)
  })

  it('quotes nothing of a file that is not a list of items', () => {
    const secret = 'aws_secret_access_key'
    for (const text of [`[${secret}]\n`, `["/a", ${secret}]`, `["${secret}\n"]`, `{${secret}`, `["${secret}" 1]`, `[{"${secret}": 1}]`])
      expect(JSON.stringify(issues(text))).not.to.include(secret)
  })

  it('reports every entry that is not a valid item', () => {
    const found = issues('["/a", 7, "", null]')
    expect(found).to.deep.include({ at: '[1]', problem: 'expected a string, got a number' })
    expect(found.map(({ at }) => at)).to.deep.equal(['[1]', '[2]', '[3]'])
  })

  it('says that an entry is empty', () => {
    expect(issues('["/a", ""]')).to.deep.equal([{ at: '[1]', problem: 'is empty' }])
  })

  it('reports the position of invalid JSON', () => {
    const [issue] = issues('["/a" "/b"]')
    expect(issue).to.include({ at: 'the file' })
    expect(issue?.problem).to.equal('not JSON at position 6')
  })

  it('rejects other JSON, and lists in other formats', () => {
    for (const text of ['{"items": ["/a"]}', ' "/a"', '"/a"\n"/b"']) {
      expect(issues(text)).to.deep.equal([{ at: 'the file', problem: 'expected a JSON array of strings, or one item per line' }])
    }
    expect(issues('/a\n- /b\n')).to.deep.equal([{ at: 'line 2', problem: 'starts with "- ", which is not part of an item' }])
  })

  it('rejects nested JSON, however deep', () => {
    expect(issues('["/a", [[]]]')).to.deep.equal([{ at: '[1]', problem: 'expected a string, got an array' }])
    const nested = [{ at: 'the file', problem: 'nested more than 32 levels deep' }]
    for (const text of ['['.repeat(1_000_000), `${'['.repeat(300_000)}${']'.repeat(300_000)}`, `[${'{"a":'.repeat(32)}`])
      expect(issues(text)).to.deep.equal(nested)
  })

  it('rejects JSON with too many values before it is parsed', () => {
    const tooMany = [{ at: 'the file', problem: 'has more than 200000 items; use wildcards instead' }]
    for (const value of ['0', '[]', '{}', '""', '"/a"']) expect(issues(`[${`${value},`.repeat(200_000)}${value}`)).to.deep.equal(tooMany)
    expect(issues(`["/a"${',"/a"'.repeat(199_999)}`)).to.deep.equal([{ at: 'the file', problem: 'not JSON at position 1000000' }])
  })

  it('keeps a carriage return that does not end a line', () => {
    expect(issues('/a\r/b\r\n')[0]?.problem).to.equal('"/a\\r/b" has a control character')
  })

  it('reports at most 1,000 invalid lines', () => {
    const found = issues('~\n'.repeat(5_000))
    expect(found).to.have.length(1_001)
    expect(found.at(-1)).to.deep.equal({ at: 'the file', problem: 'has more issues, which were not read' })
  })

  it('rejects a file that is not UTF-8', () => {
    expect(leftOf(readItemsFile(new Uint8Array([0x2f, 0xe9, 0x0a])))).to.deep.equal([{ at: 'the file', problem: 'is not UTF-8' }])
  })

  it('reads the same items from lines and from JSON', () => {
    const line = itemText.filter(text => !/^(\/\/|- |[["{])/.test(text))
    fc.assert(
      fc.property(fc.array(line, { minLength: 1 }), items => {
        expect(read(items.join('\n'))).to.deep.equal(read(JSON.stringify(items)))
      }),
    )
  })
})
