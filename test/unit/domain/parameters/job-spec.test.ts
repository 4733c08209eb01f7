import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { itemText } from '../../../support/builders/arbitraries.ts'
import { readJobSpec } from '../../../support/by-cloudfront.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const read = (parameters: unknown) => readJobSpec(JSON.stringify(parameters))

const issues = (parameters: unknown): ReadonlyArray<string> =>
  leftOf(readJobSpec(parameters)).issues.map(({ at, problem }) => `${at}: ${problem}`)

const good = { distributionId: 'E2QWRUHAPOMQZL', items: ['/*'] }
const role = 'arn:aws:iam::222222222222:role/invalidator'

describe('readJobSpec', () => {
  it('reads the two required keys', () => {
    expect(rightOf(readJobSpec('{"distributionId": "CLOUDFRONTDISTID", "items": ["/*"]}'))).to.deep.equal({
      targetIds: ['CLOUDFRONTDISTID'],
      items: ['/*'],
      doubts: { count: 0, first: [] },
      itemsFrom: undefined,
      maxPaths: undefined,
      changed: undefined,
      host: undefined,
      credentials: undefined,
      waitForCompletion: false,
      onWaitTimeout: 'succeed',
      timeoutMinutes: 60,
      dryRun: false,
      allowsEverything: true,
    })
  })

  it('reads ids of distributions and of tenants, also mixed', () => {
    const tenant = 'dt_2wjDZi3hD1ivOXf6rpZJO1AB'
    const ids = (distributionId: unknown) => rightOf(read({ ...good, distributionId })).targetIds
    expect([ids(tenant), ids(['E1', tenant, 'E2', tenant])]).to.deep.equal([[tenant], ['E1', tenant, 'E2']])
  })

  it('reads every supported key', () => {
    const all = {
      distributionId: ['E1', 'E2', 'E1'],
      items: ['a', '#t'],
      itemsFrom: 'SiteOutput::out/invalidate.txt',
      maxPaths: 1,
      roleArn: role,
      externalId: 'secret/1',
      waitForCompletion: true,
      onWaitTimeout: 'fail',
      timeoutMinutes: 1380,
      dryRun: true,
    }
    expect(rightOf(read(all))).to.deep.equal({
      targetIds: ['E1', 'E2'],
      items: ['/a', '#t'],
      doubts: { count: 0, first: [] },
      itemsFrom: { artifact: 'SiteOutput', path: 'out/invalidate.txt' },
      maxPaths: 1,
      changed: undefined,
      host: undefined,
      credentials: { principal: role, qualifier: 'secret/1' },
      waitForCompletion: true,
      onWaitTimeout: 'fail',
      timeoutMinutes: 1_380,
      dryRun: true,
      allowsEverything: true,
    })
  })

  it('accepts every list of valid items', () => {
    fc.assert(fc.property(fc.array(itemText, { minLength: 1 }), items => E.isRight(read({ ...good, items }))))
  })

  const rejected: ReadonlyArray<readonly [unknown, ReadonlyArray<RegExp>]> = [
    [undefined, [/^UserParameters: missing; expected a string that holds a JSON object such as \{"distributionId"/]],
    [{ ...good }, [/^UserParameters: expected a string .*, got an object$/]],
    ['', [/^UserParameters: empty\. Expected an object such as \{"distributionId": "E2QWRUHAPOMQZL", "items": \["\/\*"\]\}\.$/]],
    [' \n', [/^UserParameters: empty\./]],
    ["{'items': ['/a']}", [/^UserParameters: not JSON at position 1, .*\(JSON strings need double quotes\)/]],
    ['{"items": ["#{a}"b"]}', [/^UserParameters: not JSON at position 17, before .*A pipeline variable .* quote/]],
    ['null', [/^UserParameters: expected a JSON object, got null$/]],
    ['[]', [/^UserParameters: expected a JSON object, got an array$/]],
    [
      '{}',
      [
        /^distributionId: missing; expected a distribution id, or|^distributionId: missing/,
        /^items: missing; give at least one of items, itemsFrom, changed$/,
      ],
    ],
  ]
  for (const [parameters, expected] of rejected) {
    it(`rejects ${JSON.stringify(parameters) ?? 'nothing'}`, () => {
      const found = issues(parameters)
      expect(found).to.have.length(expected.length)
      for (const [index, pattern] of expected.entries()) expect(found[index]).to.match(pattern)
    })
  }

  const invalid: ReadonlyArray<readonly [object, RegExp]> = [
    [{ items: [] }, /^items: empty; expected an array of strings$/],
    [{ items: null }, /^items: expected an array of strings, got null$/],
    [{ items: '/*' }, /^items: expected an array of strings, got a string$/],
    [{ items: [1] }, /^items\.0: expected a string, got a number$/],
    [{ distributionId: [] }, /^distributionId: empty; expected a distribution id, or an array of them$/],
    [{ distributionId: undefined }, /^distributionId: missing; expected a distribution id$/],
    [{ distributionId: 7 }, /^distributionId: expected a distribution id, got a number$/],
    [{ distributionId: 'd111111abcdef8.cloudfront.net' }, /^distributionId: "d111111abcdef8\.cloudfront\.net" is not a distribution id/],
    [{ distributionId: 'dt_' }, /^distributionId: "dt_" is not a distribution id; one looks like E\w+, or dt_\w+ for a tenant /],
    [{ distributionId: 'DT_1' }, /^distributionId: "DT_1" is not a distribution id/],
    [{ distributionId: ['E1', ''] }, /^distributionId\.1: "" is not a distribution id/],
    [{ dryRun: 'true' }, /^dryRun: expected true or false, got a string$/],
    [{ roleArn: 'arn:aws:iam::1:user/x' }, /^roleArn: not a role's ARN/],
    [{ roleArn: role, externalId: '€' }, /^externalId: an external id has 2 to 1,224/],
    [{ externalId: 'ab' }, /^externalId: requires roleArn$/],
    [{ itmes: ['/a'] }, /^itmes: unknown key; did you mean items\?$/],
    [{ itemsFrom: 'SiteOutput::/invalidate.txt' }, /^itemsFrom: "SiteOutput::\/invalidate\.txt" is not of the form/],
    [{ itemsFrom: 'SiteOutput::' }, /^itemsFrom: "SiteOutput::" is not of the form/],
    [{ itemsFrom: 'Site Output::a' }, /^itemsFrom: "Site Output::a" is not of the form/],
    [{ itemsFrom: 'invalidate.txt' }, /^itemsFrom: "invalidate\.txt" is not of the form/],
    [{ changed: true }, /^changed: expected a JSON object, got a boolean$/],
    [{ maxPaths: 0 }, /^maxPaths: expected an integer of at least 1, got 0$/],
    [{ maxPaths: 1.5 }, /^maxPaths: expected an integer of at least 1, got 1\.5$/],
    [{ maxPaths: '15' }, /^maxPaths: expected an integer of at least 1, got a string$/],
    [{ waitForCompletion: 'yes' }, /^waitForCompletion: expected true or false, got a string$/],
    [{ timeoutMinutes: 0 }, /^timeoutMinutes: expected an integer from 1 to 1380, got 0$/],
    [{ distributionId: Array(51).fill('E1') }, /^distributionId: has 51 entries; at most 50 are allowed$/],
    [{ waitForCompletion: true, onWaitTimeout: 'retry' }, /^onWaitTimeout: expected "succeed" or "fail", got a string$/],
    [{ timeoutMinutes: 1381 }, /^timeoutMinutes: expected an integer from 1 to 1380, got 1381$/],
    [{ waitForCompletion: true, onWaitTimeout: 1 }, /^onWaitTimeout: expected "succeed" or "fail", got a number$/],
    [{ onWaitTimeout: 'fail' }, /^onWaitTimeout: requires waitForCompletion$/],
    [{ onWaitTimeout: 'succeed' }, /^onWaitTimeout: requires waitForCompletion$/],
    [{ timeoutMinutes: '5' }, /^timeoutMinutes: expected an integer from 1 to 1380, got a string$/],
    [{ itemsFrom: 7 }, /^itemsFrom: expected a string, got a number$/],
    [{ itemsFrom: 'SiteOutput::a\nb' }, /^itemsFrom: "SiteOutput::a\\nb" is not of the form/],
    [{ wait: true }, /^wait: unknown key; did you mean waitForCompletion\?$/],
    [{ paths: ['/a'] }, /^paths: unknown key; did you mean items\?$/],
    [{ tags: ['a'] }, /^tags: unknown key; did you mean items\?$/],
    [{ invalidationPaths: ['a'] }, /^invalidationPaths: unknown key; did you mean items\?$/],
    [{ file: 'a' }, /^file: unknown key; did you mean itemsFrom\?$/],
    [{ budget: 1 }, /^budget: unknown key; did you mean maxPaths\?$/],
    [{ distribution: 'E1' }, /^distribution: unknown key; did you mean distributionId\?$/],
    [{ distributionIds: ['E1'] }, /^distributionIds: unknown key; did you mean distributionId\?$/],
    [{ timeout: 5 }, /^timeout: unknown key; did you mean timeoutMinutes\?$/],
    [{ role: 'x' }, /^role: unknown key; did you mean roleArn\?$/],
    [{ constructor: 1 }, /^constructor: unknown key; did you mean /],
    [{ timeoutMinutes: 1.5 }, /^timeoutMinutes: expected an integer/],
  ]
  for (const [change, pattern] of invalid) {
    it(`rejects ${JSON.stringify(change)}`, () => {
      const found = issues(JSON.stringify({ ...good, ...change }))
      expect(found).to.have.length(1)
      expect(found[0]).to.match(pattern)
    })
  }

  it('requires only one of items, itemsFrom and changed', () => {
    const spec = rightOf(readJobSpec('{"distributionId": "E1", "itemsFrom": "A::b/c::d"}'))
    expect(spec).to.deep.include({ items: [], itemsFrom: { artifact: 'A', path: 'b/c::d' } })
    expect(issues('{"distributionId": "E1", "changed": {}}').filter(issue => issue.startsWith('items'))).to.deep.equal([])
  })

  it('rejects a repeated key', () => {
    expect(issues('{"distributionId": "E1", "items": ["/a"], "items": ["/b"]}')).to.deep.equal(['items: given more than once'])
  })

  it('shortens a repeated key', () => {
    const key = 'k'.repeat(1_000)
    const found = issues(`{"distributionId": "E1", "items": ["/a"], "${key}": 1, "${key}": 2, "x\\n- y": 1, "x\\n- y": 2}`)
    expect(found).to.have.length(4)
    for (const issue of found) expect(issue).to.have.length.below(100).and.not.to.include('\n')
  })

  it('reports twelve issues at once', () => {
    const parameters = {
      distributionId: 'not an id',
      items: ['', '/a*b', '/~', '#a b', 5],
      dryRun: 1,
      roleArn: 'x',
      externalId: '!',
      timeoutMinutes: -1,
      maxPaths: 'many',
      wait: true,
    }
    expect(issues(JSON.stringify(parameters))).to.have.length(12)
  })

  it('never quotes a role or an external id', () => {
    const found = issues(JSON.stringify({ ...good, roleArn: 'my-secret', externalId: 'my secret' })).join()
    expect(found).not.to.include('secret')
  })

  it('does not throw, whatever the value', () => {
    fc.assert(fc.property(fc.anything(), value => readJobSpec(value)._tag.length > 0))
    fc.assert(fc.property(fc.json(), text => readJobSpec(text)._tag.length > 0))
  })
})
