import { expect } from 'chai'
import { readJobSpec } from '../../../../src/domain/parameters/job-spec.ts'
import { fakeCdnCapabilities } from '../../../../src/testing/fakes/capabilities.ts'
import { strangerCdnCapabilities } from '../../../../src/testing/strangers/cdn.ts'
import { ciCapabilities } from '../../../support/capabilities.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

/** A CDN whose paths need a host. */
const perHost = { ...strangerCdnCapabilities, tags: fakeCdnCapabilities.tags }

const changed = { artifact: 'Site', pipeline: 'my-site', stage: 'deploy', action: 'invalidate' }

const read = (parameters: object) => readJobSpec(perHost, ciCapabilities)(JSON.stringify({ zone: 'zone-1', ...parameters }))

const issuesOf = (parameters: object) => leftOf(read(parameters)).issues.map(({ at }) => at)

describe('The host of a job', () => {
  it('may be missing if all items are tags, or could be', () => {
    for (const parameters of [{ items: ['#a'] }, { items: ['#a', '#b'], itemsFrom: 'Site::tags' }, { itemsFrom: 'Site::tags' }])
      expect(rightOf(read(parameters)), JSON.stringify(parameters)).to.include({ host: undefined })
  })

  it('is required if an item is a path, or if files are compared', () => {
    for (const parameters of [{ items: ['/a'] }, { items: ['#a', '/*'] }, { items: ['a'], itemsFrom: 'Site::tags' }, { changed }])
      expect(issuesOf(parameters), JSON.stringify(parameters)).to.deep.equal(['host'])
    expect(issuesOf({ items: ['#a'], changed })).to.deep.equal(['host'])
  })

  it('is reported as missing with all other issues', () => {
    expect(issuesOf({ items: [1, '#a'], maxPaths: 0 })).to.deep.equal(['items.0', 'maxPaths', 'host'])
    expect(issuesOf({})).to.deep.equal(['host', 'items'])
  })

  it('is read if it is given, whatever the items are', () => {
    for (const items of [['#a'], ['/a']]) expect(rightOf(read({ host: 'www.example.com', items }))).to.include({ host: 'www.example.com' })
    expect(issuesOf({ host: null, items: ['#a'] })).to.deep.equal(['host'])
  })
})
