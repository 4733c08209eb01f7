import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import type { CdnCapabilities } from '../../../../src/domain/cdn/capabilities.ts'
import { parsedString } from '../../../../src/domain/codec/value.ts'
import type { JobSpec } from '../../../../src/domain/parameters/job-spec.ts'
import type { ChangeSet } from '../../../../src/domain/plan/change-set.ts'
import { makePlan } from '../../../../src/domain/plan/plan.ts'
import { callerReference } from '../../../../src/domain/plan/reference.ts'
import { item, itemText, jobId } from '../../../support/builders/arbitraries.ts'
import { plain } from '../../../support/builders/changed-spec.ts'
import { firstJobId, jobSpec, planOf, requestsOf } from '../../../support/builders/plans.ts'
import { cdnCapabilities } from '../../../support/capabilities.ts'
import { leftOf, rightOf } from '../../../support/either.ts'

describe('makePlan', () => {
  it('plans one request for a plain job', () => {
    const requests = requestsOf(planOf())
    expect(requests).to.have.length(1)
    expect(requests[0]).to.include({ targetId: 'E1', credentials: undefined, host: undefined })
    expect(requests[0]?.items).to.deep.equal(['/*'])
    expect(requests[0]?.reference).to.match(/^11111111-abcd-1111-abcd-111111abcdef-[0-9a-f]{32}$/)
  })

  it('plans no request without items', () => {
    expect(requestsOf(planOf({ items: [] }))).to.deep.equal([])
  })

  it('rejects what the CDN does not support', () => {
    const limited = { ...cdnCapabilities, tags: undefined, wildcards: undefined, completion: undefined }
    const spec = jobSpec({ items: [item('#t'), item('/a*'), item('/b')], waitForCompletion: true })
    expect(leftOf(makePlan(limited, firstJobId)(spec))).to.deep.equal({
      _tag: 'PlanNotSupported',
      issues: [
        { at: 'items', problem: 'CloudFront has no cache tags: "#t"' },
        { at: 'items', problem: 'CloudFront has no wildcards: "/a*"' },
        { at: 'waitForCompletion', problem: 'CloudFront does not report when an invalidation is complete' },
      ],
    })
  })

  it('names what to use instead of wildcards', () => {
    const problemWith = (change: Partial<CdnCapabilities>): ReadonlyArray<string> => {
      const plan = makePlan({ ...cdnCapabilities, wildcards: undefined, ...change }, firstJobId)(jobSpec({ items: [item('/a/*')] }))
      const failure = leftOf(plan)
      return failure._tag === 'PlanNotSupported' ? failure.issues.map(({ problem }) => problem) : []
    }
    const [none, everything, tags, both] = [
      problemWith({ tags: undefined }),
      problemWith({ tags: undefined, purgesEverything: true }),
      problemWith({}),
      problemWith({ purgesEverything: true }),
    ]
    expect(none).to.deep.equal(['CloudFront has no wildcards: "/a/*"'])
    expect(everything).to.deep.equal(['CloudFront has no wildcards: "/a/*"; use "/*" for everything'])
    expect(tags).to.deep.equal(['CloudFront has no wildcards: "/a/*"; use a cache tag'])
    expect(both).to.deep.equal(['CloudFront has no wildcards: "/a/*"; use a cache tag, or "/*" for everything'])
  })

  it('rejects a job without a host for a CDN that invalidates the paths of a host', () => {
    const host = { key: 'host', codec: parsedString('Host', 'a host', value => E.right(value)), example: 'www.example.com' }
    const perHost = { ...cdnCapabilities, parameters: { ...cdnCapabilities.parameters, host } }
    expect(leftOf(makePlan(perHost, firstJobId)(jobSpec()))).to.deep.equal({
      _tag: 'PlanNotSupported',
      issues: [{ at: 'host', problem: 'missing; CloudFront invalidates the paths of a host' }],
    })
    rightOf(makePlan(perHost, firstJobId)(jobSpec({ host: 'www.example.com' })))
    rightOf(makePlan(perHost, firstJobId)(jobSpec({ items: [item('#a'), item('#b')] })))
    expect(makePlan(perHost, firstJobId)(jobSpec({ items: [item('#a'), item('/b')] }))._tag).to.equal('Left')
  })

  it('refuses to invalidate everything if the job does not allow it', () => {
    const refusal = (change: Partial<JobSpec>, changes?: ChangeSet, cdn: CdnCapabilities = cdnCapabilities) => {
      const plan = makePlan(cdn, firstJobId)(jobSpec({ allowsEverything: false, ...change }), changes)
      return plan._tag === 'Left' ? plan.left : undefined
    }
    const unknown: ChangeSet = { _tag: 'Unknown', changed: [item('/*')], why: 'too many files' }
    expect(refusal({ items: ['/a', '/*'].map(item) })).to.deep.equal({ _tag: 'EverythingRefused', why: undefined })
    expect(refusal({ items: ['/a', '/b'].map(item), maxPaths: 1 })).to.deep.equal({
      _tag: 'EverythingRefused',
      why: '2 items do not fit into maxPaths 1 otherwise',
    })
    const folders: CdnCapabilities = { ...cdnCapabilities, wildcards: { granularity: 'directory', maxPerRequest: 15 } }
    expect(refusal({ items: [item('/a*')] }, undefined, folders)).to.deep.equal({
      _tag: 'EverythingRefused',
      why: 'CloudFront has wildcards for whole folders only',
    })
    expect(refusal({ items: [] }, unknown)).to.deep.equal({ _tag: 'EverythingRefused', why: 'too many files' })
    expect(refusal({ items: ['/a/*', '#a', '/'].map(item) })).to.equal(undefined)
    expect(refusal({ items: ['/*'].map(item), allowsEverything: true })).to.equal(undefined)
  })

  it('rejects a host for which an item cannot be invalidated', () => {
    const host = { key: 'host', codec: parsedString('Host', 'a host', value => E.right(value)), example: 'www.example.com' }
    const problemOf = (isRequired: boolean, name: string, ...texts: ReadonlyArray<string>): unknown => {
      const parameters = { ...cdnCapabilities.parameters, host }
      const cdn = { ...cdnCapabilities, parameters, everyHost: { value: 'all', isRequired } }
      const plan = makePlan(cdn, firstJobId)(jobSpec({ host: name, items: texts.map(item) }))
      return plan._tag === 'Left' && plan.left._tag === 'PlanNotSupported' ? plan.left.issues : undefined
    }
    const named = [{ at: 'host', problem: '"all" is only for "/*" and cache tags; name the host of the paths' }]
    const required = 'CloudFront can invalidate "/*" for all hosts only; use "all", or a cache tag that all files of the host have'
    for (const isRequired of [true, false]) {
      expect(problemOf(isRequired, 'all', '/*', '#a')).to.equal(undefined)
      expect(problemOf(isRequired, 'all', '#a', '/b')).to.deep.equal(named)
      expect(problemOf(isRequired, 'all', '/b/*')).to.deep.equal(named)
      expect(problemOf(isRequired, 'a.example', '/b', '/c/*', '#a')).to.equal(undefined)
    }
    expect(problemOf(true, 'a.example', '/*')).to.deep.equal([{ at: 'host', problem: required }])
    expect(problemOf(false, 'a.example', '/*')).to.equal(undefined)
  })

  it('rejects changed.queryStrings only for a CDN that cannot invalidate all query strings', () => {
    const spec = jobSpec({ changed: { ...plain, queryStrings: true } })
    const limited = { ...cdnCapabilities, paths: { ...cdnCapabilities.paths, queryStrings: undefined } }
    expect(leftOf(makePlan(limited, firstJobId)(spec))).to.deep.equal({
      _tag: 'PlanNotSupported',
      issues: [{ at: 'changed.queryStrings', problem: 'CloudFront cannot invalidate all query strings of a path' }],
    })
    rightOf(makePlan(cdnCapabilities, firstJobId)(spec))
  })

  it('accepts a job that needs no unsupported feature', () => {
    const limited = { ...cdnCapabilities, tags: undefined, wildcards: undefined, completion: undefined }
    rightOf(makePlan(limited, firstJobId)(jobSpec({ items: [item('/b')] })))
  })

  it('merges items that exceed the budget into wildcards, and reports them', () => {
    const { items, wildcards, others, widened } = planOf({ items: ['/a', '/blog/1', '/blog/2', '#t'].map(item), maxPaths: 3 })
    expect(items).to.deep.equal(['#t', '/a', '/blog/*'])
    expect([wildcards, others]).to.deep.equal([['/blog/*'], ['#t', '/a']])
    expect(widened).to.deep.equal({ to: ['/blog/*'], items: 2 })
  })

  it('does not count covered items against the budget', () => {
    const plan = planOf({ items: ['/a/*', '/a/1', '/a/2', '/b', 'b', '#T', '#t'].map(item), maxPaths: 3 })
    expect(plan).to.deep.include({ items: ['#T', '/a/*', '/b'], widened: undefined })
  })

  it('fails for more tags than the budget', () => {
    const spec = jobSpec({ items: ['#t', '#u', '/b'].map(item), maxPaths: 1 })
    expect(leftOf(makePlan(cdnCapabilities, firstJobId)(spec))).to.include({ _tag: 'BudgetTooSmall', minimum: 3 })
  })

  it('is the same for equal sets of items', () => {
    const shuffled = fc
      .array(itemText.map(item), { minLength: 1 })
      .chain(all => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })))
    fc.assert(
      fc.property(shuffled, ([items, same]) => {
        const { spec: _, ...plan } = planOf({ items, maxPaths: 40 })
        const { spec: __, ...other } = planOf({ items: same, maxPaths: 40 })
        expect(other).to.deep.equal(plan)
      }),
    )
  })

  const credentials = { principal: 'arn:aws:iam::222222222222:role/r', qualifier: undefined }
  const changes: ReadonlyArray<Partial<JobSpec>> = [
    { items: [item('/a')] },
    { targetIds: ['E2'] },
    { targetIds: ['E1', 'E2'] },
    { credentials },
    { credentials: { ...credentials, qualifier: 'x1' } },
    { host: 'www.example.com' },
    { dryRun: true },
    { waitForCompletion: true },
    { onWaitTimeout: 'fail' },
    { timeoutMinutes: 61 },
    { maxPaths: 15 },
  ]
  it('has another digest for every changed parameter', () => {
    const digests = [{}, ...changes].map(change => planOf(change).digest)
    expect(new Set(digests)).to.have.property('size', digests.length)
  })

  it('has the same digest in every release, so that a new release continues the jobs of the one before', () => {
    expect(planOf().digest).to.equal('7ecdbc29d3ea220f25dd144498b9ed7c')
    expect(planOf({ host: 'www.example.com' }).digest).to.equal('0ccf37d81acebbc657f04178f3647234')
  })
})

describe('callerReference', () => {
  it('differs for another job, distribution or list of items', () => {
    const anything = fc.tuple(
      jobId,
      fc.constantFrom('E1', 'E2'),
      fc.uniqueArray(itemText.map(item)).map(items => [...items].sort()),
    )
    fc.assert(
      fc.property(anything, anything, (one, other) => {
        const same = JSON.stringify(one) === JSON.stringify(other)
        return (callerReference(...one) === callerReference(...other)) === same
      }),
    )
  })

  it('stays the same in every release', () => {
    expect(callerReference('job', 'E1', [item('/a'), item('/b')])).to.equal('job-ef445a6bf0b28706159138f672075848')
  })
})
