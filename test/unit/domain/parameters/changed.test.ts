import { expect } from 'chai'
import fc from 'fast-check'
import type { ChangedSpec } from '../../../../src/domain/parameters/job-spec.ts'
import { readJobSpec } from '../../../support/by-cloudfront.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const required = { artifact: 'SiteOutput', pipeline: 'my-site', stage: 'Deploy', action: 'Invalidate' }

const parameters = (changed: unknown): string => JSON.stringify({ distributionId: 'E1', changed })

const read = (change: object): ChangedSpec | undefined => rightOf(readJobSpec(parameters({ ...required, ...change }))).changed

const issues = (changed: unknown): ReadonlyArray<string> =>
  leftOf(readJobSpec(parameters(changed))).issues.map(({ at, problem }) => `${at}: ${problem}`)

describe('readJobSpec, the parameter changed', () => {
  it('requires an artifact and the names of the action, and has defaults for the rest', () => {
    expect(read({})).to.deep.equal({
      ...required,
      stripPrefix: '',
      addPrefix: '/',
      indexDocuments: ['index.html'],
      queryStrings: false,
      added: true,
      protect: [],
      include: [],
      exclude: [],
    })
  })

  it('accepts every key', () => {
    const all = {
      stripPrefix: 'dist/site/',
      addPrefix: '/blog/',
      indexDocuments: ['index.html', 'default.htm'],
      queryStrings: true,
      added: false,
      protect: ['/api/*', '/a%20b'],
      include: ['**/*.html'],
      exclude: ['*.map', 'assets/'],
    }
    expect(read(all)).to.deep.equal({ ...required, ...all })
  })

  it('can be used without items or together with items', () => {
    expect(rightOf(readJobSpec(parameters(required))).items).to.deep.equal([])
    const both = JSON.stringify({ distributionId: 'E1', items: ['/feed'], changed: required })
    expect(rightOf(readJobSpec(both)).changed?.artifact).to.equal('SiteOutput')
    expect(rightOf(readJobSpec('{"distributionId": "E1", "items": ["/a"]}')).changed).to.equal(undefined)
  })

  it('accepts empty lists, except for include', () => {
    expect(read({ indexDocuments: [], protect: [], exclude: [] })).to.include({ artifact: 'SiteOutput' })
    expect(issues({ ...required, include: [] })).to.deep.equal(['changed.include: empty; expected an array of patterns'])
  })

  it('accepts as many patterns as a job has time to match with 200,000 names', () => {
    const pattern = 'a'.repeat(512)
    const longer = [pattern, `${pattern}a`]
    const problem = 'has 1025 characters in all; at most 1024 are allowed'
    expect(read({ include: [pattern, pattern], exclude: [pattern, pattern] })).to.deep.include({ include: [pattern, pattern] })
    expect(issues({ ...required, include: longer })).to.deep.equal([`changed.include: ${problem}`])
    expect(issues({ ...required, exclude: longer })).to.deep.equal([`changed.exclude: ${problem}`])
  })

  it('reads a folder with very many slashes quickly', () => {
    const startedAt = performance.now()
    const stripPrefix = `a${'/'.repeat(98_000)}b/`
    expect(read({ stripPrefix: `${stripPrefix}/` })).to.include({ stripPrefix })
    expect(performance.now() - startedAt).to.be.below(1_000)
  })

  it('accepts as many index documents as a job has time to compare with 400,000 names', () => {
    const indexDocuments = Array.from({ length: 101 }, (_, index) => `index${index}.html`)
    expect(issues({ ...required, indexDocuments })).to.deep.equal(['changed.indexDocuments: has 101 entries; at most 100 are allowed'])
    expect(read({ indexDocuments: indexDocuments.slice(1) })).to.deep.include({ indexDocuments: indexDocuments.slice(1) })
  })

  const spellings: ReadonlyArray<readonly [string, string, ReadonlyArray<string>]> = [
    ['stripPrefix', 'dist/', ['dist', 'dist/', './dist', '/dist/', 'dist\\', 'dist//']],
    ['stripPrefix', '', ['', '/', './', '.']],
    ['addPrefix', '/blog/', ['blog', '/blog', '/blog/', 'blog/']],
    ['addPrefix', '/', ['', '/']],
    ['addPrefix', '/a%20b/%C3%BC/', ['a b/ü', '/a%20b/%C3%BC']],
    ['protect', '/a', ['/a', 'a']],
  ]
  for (const [key, spelling, others] of spellings) {
    it(`reads ${key} ${JSON.stringify(others)} as ${JSON.stringify(spelling)}`, () => {
      const list = key === 'protect'
      for (const other of others) expect(read({ [key]: list ? [other] : other })).to.deep.include({ [key]: list ? [spelling] : spelling })
    })
  }

  it('accepts every name that CodePipeline allows', () => {
    const name = fc.string({ unit: fc.constantFrom(...'abzABZ019.@-_'), minLength: 1, maxLength: 100 })
    fc.assert(
      fc.property(name, name, name, (pipeline, stage, action) => {
        expect(read({ pipeline, stage, action })).to.include({ pipeline, stage, action })
      }),
    )
  })

  const invalid: ReadonlyArray<readonly [object, RegExp]> = [
    [{ artifact: undefined }, /^changed\.artifact: missing; expected an artifact's name$/],
    [{ artifact: 'a.b' }, /^changed\.artifact: "a\.b" is not a valid artifact name/],
    [{ pipeline: 'my site' }, /^changed\.pipeline: "my site" is not a valid pipeline name/],
    [{ pipeline: 'a'.repeat(101) }, /^changed\.pipeline: .*up to 100 letters/],
    [{ stage: '' }, /^changed\.stage: "" is not a valid stage name/],
    [{ action: 7 }, /^changed\.action: expected the action's name, got a number$/],
    [{ stripPrefix: 'dist/*' }, /^changed\.stripPrefix: "dist\/\*" is a pattern/],
    [{ addPrefix: '/blog/*' }, /^changed\.addPrefix: .* cannot be put in front of other paths$/],
    [{ addPrefix: '#tag' }, /^changed\.addPrefix: .* cannot be put in front of other paths$/],
    [{ addPrefix: '/a?b' }, /^changed\.addPrefix: .* cannot be put in front of other paths$/],
    [{ addPrefix: '/~a' }, /^changed\.addPrefix: .*~/],
    [{ addPrefix: 'é'.repeat(100) }, /^changed\.addPrefix: has 601 characters when encoded; at most 500 are allowed$/],
    [{ indexDocuments: 'index.html' }, /^changed\.indexDocuments: expected an array of file names, got a string$/],
    [{ indexDocuments: ['docs/index.html'] }, /^changed\.indexDocuments\.0: "docs\/index\.html" is not a plain file name/],
    [{ indexDocuments: [''] }, /^changed\.indexDocuments\.0: "" is not a plain file name/],
    [{ pipeline: 7 }, /^changed\.pipeline: expected the pipeline's name, got a number$/],
    [{ stage: 7 }, /^changed\.stage: expected the stage's name, got a number$/],
    [{ stripPrefix: 7 }, /^changed\.stripPrefix: expected a folder in the artifact, got a number$/],
    [{ addPrefix: 7 }, /^changed\.addPrefix: expected a path, got a number$/],
    [{ addPrefix: '/../a' }, /^changed\.addPrefix: .* segment, which browsers remove/],
    [{ addPrefix: '/#{variables.x}' }, /^changed\.addPrefix: .*variable that was not resolved/],
    [{ indexDocuments: [7] }, /^changed\.indexDocuments\.0: expected a file name, got a number$/],
    [{ protect: '/a' }, /^changed\.protect: expected an array of strings, got a string$/],
    [{ protect: [7] }, /^changed\.protect\.0: expected a string, got a number$/],
    [{ protect: ['/#{variables.x}'] }, /^changed\.protect\.0: .*variable that was not resolved/],
    [{ include: [7] }, /^changed\.include\.0: expected a pattern of file names, got a number$/],
    [{ exclude: '*' }, /^changed\.exclude: expected an array of patterns, got a string$/],
    [{ queryStrings: 'yes' }, /^changed\.queryStrings: expected true or false, got a string$/],
    [{ added: 1 }, /^changed\.added: expected true or false, got a number$/],
    [{ protect: ['/a', '#tag'] }, /^changed\.protect\.1: "#tag" is a tag; only paths can be protected$/],
    [{ protect: ['/a*b'] }, /^changed\.protect\.0: .*before its end/],
    [{ exclude: ['[a'] }, /^changed\.exclude\.0: "\[a" is not a pattern/],
    [{ include: ['!a'] }, /^changed\.include\.0: .*exclude$/],
    [{ excludes: ['a'] }, /^changed\.excludes: unknown key; did you mean exclude\?$/],
    [{ stagename: 'a' }, /^changed\.stagename: unknown key; did you mean stage\?$/],
  ]
  for (const [change, pattern] of invalid) {
    it(`rejects ${JSON.stringify(change).slice(0, 80)}`, () => {
      const found = issues({ ...required, ...change })
      expect(found).to.have.length(1)
      expect(found[0]).to.match(pattern)
    })
  }

  it('accepts an addPrefix of 500 characters, with a trailing slash of its own', () => {
    expect(read({ addPrefix: `/${'a'.repeat(499)}` })?.addPrefix).to.equal(`/${'a'.repeat(499)}/`)
  })

  it('reports all issues at once, with those of other parameters', () => {
    const changed = { pipeline: '', exclude: ['', '{a'], added: 0, queryString: true }
    const text = JSON.stringify({ distributionId: 'no id', itmes: [], changed })
    expect(leftOf(readJobSpec(text)).issues.map(({ at }) => at)).to.have.members([
      'distributionId',
      'itmes',
      'changed.artifact',
      'changed.pipeline',
      'changed.stage',
      'changed.action',
      'changed.exclude.0',
      'changed.exclude.1',
      'changed.added',
      'changed.queryString',
    ])
  })

  it('rejects a repeated key', () => {
    const text = parameters({ ...required, exclude: ['a'] }).replace('"exclude"', '"exclude":["b"],"exclude"')
    expect(leftOf(readJobSpec(text)).issues).to.deep.equal([{ at: 'changed.exclude', problem: 'given more than once' }])
  })

  it('must be an object', () => {
    for (const value of [[], 'SiteOutput', null, true]) expect(issues(value)[0]).to.match(/^changed: expected a JSON object, got/)
  })

  it('is read without an exception, whatever the value', () => {
    fc.assert(fc.property(fc.jsonValue(), value => readJobSpec(parameters(value))._tag.length > 0))
  })
})
