import { expect } from 'chai'
import type { CdnCapabilities } from '../../../../src/domain/cdn/capabilities.ts'
import type { CdnFailure } from '../../../../src/domain/cdn/cdn-failure.ts'
import type { InvalidationRequest } from '../../../../src/domain/cdn/invalidation.ts'
import type { Item } from '../../../../src/domain/items/item.ts'
import type { Answer } from '../../../../src/domain/job/answer.ts'
import { fakeCdnCapabilities, fakeCiCapabilities } from '../../../../src/testing/fakes/capabilities.ts'
import { memoryCdn } from '../../../../src/testing/fakes/cdn-invalidator.ts'
import { memoryClock } from '../../../../src/testing/fakes/clock.ts'
import { memoryReporter } from '../../../../src/testing/fakes/job-reporter.ts'
import { strangerCdnCapabilities, strangerCdnWithoutWildcards } from '../../../../src/testing/strangers/cdn.ts'
import { strangerCiCapabilities } from '../../../../src/testing/strangers/ci.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

const many = (count: number, text: (index: number) => string): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, index) => text(index))

const ask = (capabilities: CdnCapabilities, items: ReadonlyArray<string>, change: Partial<InvalidationRequest> = {}) => {
  const host = capabilities.parameters.host && 'www.example.com'
  const given = items as unknown as readonly [Item, ...Item[]]
  const request = { targetId: 'T1', host, items: given, reference: 'r', credentials: undefined, ...change }
  return memoryCdn(memoryClock(), ['T1'], { capabilities }).invalidate(request, 1_000)()
}

describe('The fake CDN', () => {
  const stranger = strangerCdnCapabilities
  const purging = { ...strangerCdnWithoutWildcards, mixesKinds: true, tags: fakeCdnCapabilities.tags }
  const few = {
    ...fakeCdnCapabilities,
    tags: { maxLength: 3, maxPerRequest: 2, pattern: /^a*$/, allowed: 'the letter a', caseSensitive: true },
  }

  const taken: ReadonlyArray<readonly [CdnCapabilities, ReadonlyArray<string>]> = [
    [fakeCdnCapabilities, ['/', '/a*', '/a/*', '#tag', ...many(13, index => `/w${index}*`)]],
    [stranger, many(10, index => `/p/${index}`)],
    [stranger, ['/*', '/a/*']],
    [purging, ['/*']],
    [few, ['#a', '#aaa', '/a']],
  ]
  for (const [capabilities, items] of taken) {
    it(`takes what ${capabilities.name} declares: ${items.slice(0, 3)}`, async () => {
      rightOf(await ask(capabilities, items))
    })
  }

  const rejected: ReadonlyArray<readonly [what: string, CdnCapabilities, ReadonlyArray<string>, CdnFailure['_tag']]> = [
    ['too many items', stranger, many(11, index => `/p/${index}`), 'RequestTooLarge'],
    ['too many wildcards', fakeCdnCapabilities, many(16, index => `/w/${index}/*`), 'RequestTooLarge'],
    ['too many tags', few, ['#a', '#aa', '#aaa'], 'RequestTooLarge'],
    ['two kinds', stranger, ['/a', '/b/*'], 'RequestRejected'],
    ['everything and more', purging, ['/*', '#a'], 'RequestRejected'],
    ['a wildcard for a part of a folder', stranger, ['/a*'], 'ItemsRejected'],
    ['a wildcard', strangerCdnWithoutWildcards, ['/a/*'], 'ItemsRejected'],
    ['everything', { ...strangerCdnWithoutWildcards, purgesEverything: false }, ['/*'], 'ItemsRejected'],
    ['a tag', stranger, ['#a'], 'ItemsRejected'],
    ['a tag that is too long', few, ['#aaaa'], 'ItemsRejected'],
    ['a tag with another character', few, ['#b'], 'ItemsRejected'],
    ['a path that is too long', stranger, [`/${'a'.repeat(1_024)}`], 'ItemsRejected'],
    ['a character that it does not support', stranger, ['/a?'], 'ItemsRejected'],
    ['a * in the middle', fakeCdnCapabilities, ['/a*b*'], 'ItemsRejected'],
    ['a path without a /', fakeCdnCapabilities, ['a'], 'ItemsRejected'],
  ]
  for (const [what, capabilities, items, tag] of rejected) {
    it(`rejects ${what} if that is not declared`, async () => {
      expect(leftOf(await ask(capabilities, items))._tag).to.equal(tag)
    })
  }

  it('rejects a host, or none, and credentials, against what is declared', async () => {
    const rejection = async (capabilities: CdnCapabilities, change: Partial<InvalidationRequest>) =>
      leftOf(await ask(capabilities, ['/a'], change))
    expect(await rejection(stranger, { host: undefined })).to.include({ code: 'HostMissing' })
    rightOf(await ask({ ...stranger, tags: fakeCdnCapabilities.tags }, ['#a'], { host: undefined }))
    expect(await rejection(fakeCdnCapabilities, { host: 'www.example.com' })).to.include({ code: 'HostUnknown' })
    const credentials = { principal: 'p', qualifier: undefined, jobId: 'j' }
    expect(await rejection(strangerCdnWithoutWildcards, { credentials })).to.include({ code: 'CredentialsUnknown' })
    rightOf(await ask(stranger, ['/a'], { credentials }))
  })

  it('rejects what all hosts at once, or one of them, cannot have', async () => {
    const hosts = { ...stranger, everyHost: { value: '*', isRequired: false } }
    const allHosts = { ...stranger, everyHost: { value: '*', isRequired: true } }
    for (const host of ['*', 'www.example.com']) rightOf(await ask(hosts, ['/*'], { host }))
    rightOf(await ask(allHosts, ['/*'], { host: '*' }))
    rightOf(await ask({ ...allHosts, tags: fakeCdnCapabilities.tags }, ['#a'], { host: '*' }))
    expect(leftOf(await ask(hosts, ['/a'], { host: '*' }))).to.include({ code: 'HostNotNamed' })
    expect(leftOf(await ask(allHosts, ['/*']))).to.include({ code: 'HostNamed' })
  })

  it('throws when a status is checked that it does not declare', async () => {
    const cdn = memoryCdn(memoryClock(), ['T1'], { capabilities: stranger })
    const check = cdn.statusOf({ targetId: 'T1', invalidationId: 'I1', credentials: undefined }, 1_000)
    expect(await check().catch(String)).to.equal('Error: Stranger CDN does not report completion, so it has no status')
  })

  it('is complete at once if that takes no time', async () => {
    const cdn = memoryCdn(memoryClock(), ['T1'], { completesAfter: 0 })
    const request = { targetId: 'T1', host: undefined, items: ['/a' as Item] as const, reference: 'r', credentials: undefined }
    expect(rightOf(await cdn.invalidate(request, 1_000)())).to.include({ status: 'Completed' })
  })
})

describe('The fake CI system', () => {
  const report = (answer: Answer, capabilities = strangerCiCapabilities) =>
    memoryReporter(memoryClock(), ['job'], capabilities).report('job', answer, 1_000)()
  const unfinished = (summary: string): Answer => ({ _tag: 'Unfinished', summary, percentComplete: 0 })
  const continuation = (token: string): Answer => ({ _tag: 'Continuation', token, summary: 's', percentComplete: 0 })
  const failure = (message: string): Answer => ({ _tag: 'Failure', kind: 'failed', message, invalidationIds: [] })

  it('takes what it declares', async () => {
    for (const answer of [unfinished('s'.repeat(200)), failure('m'.repeat(200))]) rightOf(await report(answer))
    rightOf(await report(continuation('t'.repeat(2_048)), fakeCiCapabilities))
  })

  it('rejects a text that is too long or empty, a continuation that is not declared, and a token that is too long', async () => {
    const rejected: ReadonlyArray<readonly [Answer, string]> = [
      [unfinished('s'.repeat(201)), 'MessageTooLong'],
      [failure('m'.repeat(201)), 'MessageTooLong'],
      [failure(''), 'MessageEmpty'],
      [continuation('t'), 'ContinuationUnknown'],
    ]
    for (const [answer, code] of rejected) expect(leftOf(await report(answer))).to.deep.equal({ _tag: 'ReportInvalid', code })
    const tooLong = leftOf(await report(continuation('t'.repeat(2_049)), fakeCiCapabilities))
    expect(tooLong).to.deep.equal({ _tag: 'ReportInvalid', code: 'TokenTooLong' })
  })

  it('takes everything if it does not track jobs', async () => {
    rightOf(await report(failure('m'.repeat(201)), { ...strangerCiCapabilities, tracksJobs: false }))
  })
})
