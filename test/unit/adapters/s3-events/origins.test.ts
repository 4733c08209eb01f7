import { expect } from 'chai'
import fc from 'fast-check'
import { readOrigins } from '../../../support/by-cloudfront.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const plain = { bucket: 'my-site', distributionId: 'E1' }

const read = (...origins: ReadonlyArray<object>) => rightOf(readOrigins(JSON.stringify(origins)))
const issues = (...origins: ReadonlyArray<unknown>) =>
  leftOf(readOrigins(JSON.stringify(origins))).issues.map(({ at, problem }) => `${at}: ${problem}`)

describe('readOrigins', () => {
  it('requires only a bucket and a distribution', () => {
    const [{ fingerprint, ...origin }] = read(plain)
    expect(fingerprint).to.equal(
      '{"bucket":"my-site","distributionIds":["E1"],"stripPrefix":"","addPrefix":"/","indexDocuments":["index.html"],"queryStrings":false,"include":[],"exclude":[],"maxPaths":20}',
    )
    expect(origin).to.deep.equal({
      bucket: 'my-site',
      targetIds: ['E1'],
      stripPrefix: '',
      addPrefix: '/',
      indexDocuments: ['index.html'],
      queryStrings: false,
      include: [],
      exclude: [],
      maxPaths: 20,
      host: undefined,
      credentials: undefined,
    })
  })

  it('reads every key', () => {
    const role = { roleArn: 'arn:aws:iam::222222222222:role/invalidate', externalId: 'x-1' }
    const all = {
      originPath: '/production',
      indexDocuments: [],
      queryStrings: true,
      include: ['*.html'],
      exclude: ['drafts/'],
      maxPaths: 5,
    }
    const [origin] = read({ bucket: 'my-site', distributionId: ['E1', 'E2', 'E1'], ...all, ...role })
    expect(origin).to.deep.include({
      targetIds: ['E1', 'E2'],
      stripPrefix: 'production/',
      indexDocuments: [],
      queryStrings: true,
      include: ['*.html'],
      exclude: ['drafts/'],
      maxPaths: 5,
      credentials: { principal: 'arn:aws:iam::222222222222:role/invalidate', qualifier: 'x-1' },
    })
  })

  it('accepts distributions and tenants', () => {
    expect(read({ ...plain, distributionId: ['E1', 'dt_1'] })[0].targetIds).to.deep.equal(['E1', 'dt_1'])
  })

  it('accepts several origins with the same bucket, because its folders may serve different distributions', () => {
    expect(read({ ...plain, originPath: '/a' }, { ...plain, originPath: '/b', distributionId: 'E2' })).to.have.length(2)
  })

  for (const [path, prefix] of [
    ['/production', 'production/'],
    ['production/', 'production/'],
    ['/a/b', 'a/b/'],
    ['a/b', 'a/b/'],
    ['/my%20site', 'my site/'],
    ['/%C3%BC%2Fa', 'ü/a/'],
    ['/100%25', '100%/'],
    ['/a+b', 'a+b/'],
    ['/', ''],
    ['', ''],
  ]) {
    it(`strips ${JSON.stringify(prefix)} for the origin path ${JSON.stringify(path)}`, () => {
      expect(read({ ...plain, originPath: path })).to.have.nested.property('[0].stripPrefix', prefix)
    })
  }

  for (const path of ['/100%', '/%zz', '/%FF']) {
    it(`rejects the origin path ${path}, which is not percent-encoded`, () => {
      expect(issues({ ...plain, originPath: path })).to.deep.equal([
        `0.originPath: "${path}" has a % that encodes nothing; write %25 for the character itself`,
      ])
    })
  }

  it('reports all issues at once, with their position', () => {
    const found = issues(
      { bucket: 'my site', distributionId: [], originPath: '/a/*', maxPaths: 0, externalId: 'x-1' },
      { distributionId: 'dxyz.cloudfront.net', include: ['!a'], indexdocuments: [] },
      7,
    )
    expect(found).to.have.length(10)
    expect(found.join('\n'))
      .to.match(/^0\.bucket: "my site" is not a bucket name/)
      .and.include('0.distributionId: empty')
      .and.include('0.originPath: "/a/*" is a pattern')
      .and.include('0.maxPaths: expected an integer of at least 1')
      .and.include('0.externalId: requires roleArn')
      .and.include('1.bucket: missing')
      .and.include('1.include.0: "!a" starts with !')
      .and.include('1.indexdocuments: unknown key; did you mean indexDocuments?')
      .and.include('2: expected a JSON object, got a number')
  })

  it('describes what is expected', () => {
    expect(leftOf(readOrigins(undefined)).issues).to.deep.include({
      at: 'ORIGINS',
      problem: 'missing; expected an array such as [{"bucket": "my-site", "distributionId": "E2QWRUHAPOMQZL"}]',
    })
    expect(leftOf(readOrigins('{"bucket"')).issues[0])
      .to.have.property('problem')
      .that.matches(/^not JSON at position .* Expected an array such as/)
    expect(leftOf(readOrigins('[]')).issues[0]).to.have.property('at', 'ORIGINS')
    expect(leftOf(readOrigins('{}')).issues[0])
      .to.have.property('problem')
      .that.includes('got an object')
  })

  it('accepts exactly the valid bucket names', () => {
    for (const bucket of ['abc', 'my.site-1', 'Old_Bucket', 'a'.repeat(255)]) expect(read({ ...plain, bucket })).to.have.length(1)
    for (const bucket of ['ab', 'my-site!', '!my-site', 's3://my-site', 'arn:aws:s3:::my-site', 'a'.repeat(256)])
      expect(issues({ ...plain, bucket })[0]).to.match(/^0\.bucket: .* is not a bucket name/)
  })

  it('rejects a repeated key', () => {
    const text = '[{"bucket": "my-site", "bucket": "other", "distributionId": "E1"}]'
    expect(leftOf(readOrigins(text)).issues).to.deep.equal([{ at: '0.bucket', problem: 'given more than once' }])
  })

  it('never throws, and quotes at most 40 characters of a value', () => {
    fc.assert(
      fc.property(fc.json(), text => {
        const read = readOrigins(text)
        if (read._tag === 'Left') for (const { problem } of read.left.issues) expect(problem).to.have.length.below(250)
      }),
    )
  })
})
