import { expect } from 'chai'
import type { CdnFailure } from '../../../../../src/domain/cdn/cdn-failure.ts'
import { conclude } from '../../../../../src/domain/job/answers/conclude.ts'
import { type TargetProgress, untried } from '../../../../../src/domain/job/progress.ts'
import type { Plan } from '../../../../../src/domain/plan/plan.ts'
import { item } from '../../../../support/builders/arbitraries.ts'
import { targetNotFound, throttled, tooManyInProgress } from '../../../../support/builders/failures.ts'
import { planOf } from '../../../../support/builders/plans.ts'
import { finished, progressOf, stuck } from '../../../../support/builders/progresses.ts'
import { ciCapabilities } from '../../../../support/capabilities.ts'

const conclusion = (plan: Plan, ...targets: ReadonlyArray<TargetProgress>) =>
  conclude(plan, progressOf(...targets), { ci: { ...ciCapabilities, minute: undefined }, now: Date.UTC(2026, 0, 1) })

const rejected = (failure: CdnFailure) => stuck({ _tag: 'Rejected', failure })
const retrying = (failure: CdnFailure) => stuck({ ...untried, attempts: 12, lastFailure: failure })

describe('conclude', () => {
  describe('what waiting cost', () => {
    const startedAt = Date.UTC(2026, 0, 1)
    const summaryAfter = (plan: Plan, milliseconds: number, ci = ciCapabilities) => {
      const answer = conclude(plan, progressOf(finished(plan, ['I1'], 1)), { ci, now: startedAt + milliseconds })
      return answer._tag === 'Success' ? answer.summary : undefined
    }

    const waited: ReadonlyArray<readonly [number, string]> = [
      [0, '; waited 1 minute ($0.002 in a V2 pipeline)'],
      [60_000, '; waited 1 minute ($0.002 in a V2 pipeline)'],
      [60_001, '; waited 2 minutes ($0.004 in a V2 pipeline)'],
      [3_600_000, '; waited 60 minutes ($0.120 in a V2 pipeline)'],
    ]
    for (const [milliseconds, clause] of waited) {
      it(`is billed by the started minute: ${milliseconds} ms`, () => {
        expect(summaryAfter(planOf({ waitForCompletion: true }), milliseconds)).to.match(/ invalidation I1 completed; waited/)
        expect(summaryAfter(planOf({ waitForCompletion: true }), milliseconds)?.endsWith(clause)).to.equal(true)
      })
    }

    it('is not said of a job that did not wait, had nothing to wait for, or waited for free', () => {
      expect(summaryAfter(planOf(), 60_000)).not.to.include('waited')
      expect(summaryAfter(planOf({ waitForCompletion: true, dryRun: true }), 60_000)).not.to.include('waited')
      expect(summaryAfter(planOf({ waitForCompletion: true }), 60_000, { ...ciCapabilities, minute: undefined })).not.to.include('waited')
      const nothing = planOf({ waitForCompletion: true, items: [] })
      const answer = conclude(nothing, progressOf(finished(nothing, [])), { ci: ciCapabilities, now: startedAt })
      expect(answer).to.have.property('summary').that.does.not.include('waited')
    })
  })

  describe('when everything was created', () => {
    it('summarizes the paths, the distribution, the list price and the invalidation in one line', () => {
      const plan = planOf()
      expect(conclusion(plan, finished(plan, ['I1']))).to.deep.equal({
        _tag: 'Success',
        summary: '1 path (1 wildcard) on E1; list price $0.005; invalidation I1 in progress',
        status: 'InProgress',
        invalidationIds: ['I1'],
        targetIds: ['E1'],
        pathCount: 1,
      })
    })

    describe('by earlier attempts', () => {
      const unidentified = (count: number, failure?: CdnFailure) => ({ count, failure })
      const denied: CdnFailure = { _tag: 'InvalidationDenied', permission: 'cdn:List', resource: 'r', hint: 'Allow it.' }
      const noRole: CdnFailure = { _tag: 'CredentialsDenied', permission: 'sts:AssumeRole', resource: 'r', hint: 'Allow it.' }
      const summaryOf = (plan: Plan, ...targets: ReadonlyArray<TargetProgress>) => {
        const answer = conclusion(plan, ...targets)
        return answer._tag === 'Success' ? answer.summary.replace(/^.*?; list price \$[\d.]+/, '') : answer._tag
      }
      const plan = planOf()
      const waiting = planOf({ waitForCompletion: true })

      it('counts them apart from the others', () => {
        const target = { ...finished(plan, ['I1', 'I2'], 1), created: 4, unidentified: unidentified(2) }
        expect(summaryOf(plan, target)).to.equal(
          '; invalidations I1, I2 in progress (1 completed); 2 invalidations that an earlier attempt created (id unknown)',
        )
        expect(summaryOf(waiting, { ...target, created: 3, unidentified: unidentified(1), completed: 2 })).to.equal(
          '; invalidations I1, I2 completed; 1 invalidation that an earlier attempt created (id and status unknown)',
        )
      })

      it('says why their status is unknown, if a permission is missing', () => {
        const created = (failure?: CdnFailure) => ({ ...finished(waiting, []), created: 1, unidentified: unidentified(1, failure) })
        const clause = (why: string) => `; 1 invalidation that an earlier attempt created (id and status unknown${why})`
        expect(summaryOf(waiting, created(denied))).to.equal(clause(': cdn:List is denied'))
        expect(summaryOf(waiting, created(noRole))).to.equal(clause(': sts:AssumeRole is denied'))
        expect(summaryOf(waiting, created(throttled))).to.equal(clause(''))
        const two = planOf({ waitForCompletion: true, targetIds: ['E1', 'E2'] })
        expect(summaryOf(two, created(), created(denied))).to.equal(
          '; 2 invalidations that an earlier attempt created (id and status unknown: cdn:List is denied)',
        )
        expect(conclusion(waiting, created(denied))).to.include({ status: 'InProgress' })
      })

      it("is a failure if onWaitTimeout is 'fail', after those of status checks", () => {
        const failing = planOf({ waitForCompletion: true, onWaitTimeout: 'fail' })
        const target = (pending: TargetProgress['pending'], failure?: CdnFailure): TargetProgress => ({
          ...finished(failing, []),
          created: 2,
          pending,
          unidentified: unidentified(1, failure),
        })
        const unchecked = { id: 'I1', check: { ...untried, attempts: 1, lastFailure: throttled } }
        const messageOf = (answer: ReturnType<typeof conclusion>) => (answer._tag === 'Failure' ? answer.message : '')
        expect(messageOf(conclusion(failing, target([], denied)))).to.include('could not be checked. cdn:List is denied on r.')
        expect(messageOf(conclusion(failing, target([unchecked], denied)))).to.include('could not be checked. CloudFront was unavailable')
        expect(messageOf(conclusion(failing, target([{ id: 'I1', check: untried }])))).to.include(
          'could not be checked. An earlier attempt created an invalidation',
        )
        expect(conclusion(failing, finished(failing, ['I1'], 1))).to.include({ _tag: 'Success' })
      })

      it('is counted in a failure', () => {
        const target = { ...finished(plan, []), created: 1, unidentified: unidentified(1), excluded: { count: 1, places: [0] } }
        expect(conclusion(plan, target))
          .to.have.property('message')
          .that.matches(/Everything else was submitted\. Created: 1 invalidation \(id unknown\)\.$/)
        expect(conclusion(plan, { ...target, created: 3 }))
          .to.have.property('message')
          .that.includes('Created: 3 invalidations (id unknown).')
      })
    })

    describe('after items were refused', () => {
      const plan = planOf({ targetIds: ['E1', 'E2'], items: ["/a'", "/b'*", '/c'].map(item) })
      const summaryWith = (...widened: ReadonlyArray<TargetProgress['widened']>) => {
        const answer = conclusion(plan, ...widened.map((one, index) => ({ ...finished(plan, [`I${index}`]), widened: one })))
        return answer._tag === 'Success' ? /; (\d+ items? widened.*?); list/.exec(answer.summary)?.[1] : answer._tag
      }
      const none = { count: 0, places: [] }

      it('names the wildcards that were sent instead, once', () => {
        expect(summaryWith(none, none)).to.equal(undefined)
        expect(summaryWith(none, { count: 1, places: [1] })).to.equal('1 item widened to "/a*", since CloudFront refuses it')
        expect(summaryWith({ count: 1, places: [1] }, { count: 1, places: [1] })).to.equal(
          '1 item widened to "/a*", since CloudFront refuses it',
        )
        expect(summaryWith({ count: 1, places: [0] }, { count: 1, places: [1] })).to.equal(
          '2 items widened to "/a*", "/b*", since CloudFront refuses them',
        )
      })

      it('counts those that it cannot name', () => {
        expect(summaryWith({ count: 3, places: [] }, none)).to.equal('3 items widened, since CloudFront refuses them')
        expect(summaryWith({ count: 3, places: [0] }, none)).to.equal('3 items widened to "/b*", since CloudFront refuses them')
      })
    })

    const two = { targetIds: ['E1', 'E2'] } as const
    const seven = { targetIds: ['E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7'] } as const
    const summaries: ReadonlyArray<readonly [string, Plan, ReadonlyArray<readonly [ReadonlyArray<string>, number]>]> = [
      ['2 paths on E1; list price $0.010; invalidation I1 completed', planOf({ items: [item('/a'), item('/b')] }), [[['I1'], 1]]],
      ['1 tag on E1; list price $0.005; invalidation I1 in progress', planOf({ items: [item('#t')] }), [[['I1'], 0]]],
      [
        '3 paths (2 wildcards) and 2 tags on E1; list price $0.025; invalidation I1 in progress',
        planOf({ items: ['/a', '/b*', '/c/*', '#t', '#u'].map(item) }),
        [[['I1'], 0]],
      ],
      [
        '1 path (1 wildcard) on each of E1, E2; list price $0.010; invalidations I1, I2 in progress (1 completed)',
        planOf(two),
        [
          [['I1'], 1],
          [['I2'], 0],
        ],
      ],
      [
        '1 path (1 wildcard) on each of E1, E2, E3, E4, E5 and 2 more; list price $0.035; invalidations I1, I2, I3, I4, I5 and 2 more in progress',
        planOf(seven),
        ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7'].map(id => [[id], 0] as const),
      ],
      ['1 path (1 wildcard) on E1; invalidation I1 in progress', planOf({}, { listPricePerItem: 0 }), [[['I1'], 0]]],
      ['1 path (1 wildcard) on E1; list price $0.005; invalidation I1 accepted', planOf({}, { completion: undefined }), [[['I1'], 0]]],
      [
        '1 path (1 wildcard) on E1; list price $0.005; invalidations I1, I2 accepted (1 completed)',
        planOf({}, { completion: undefined }),
        [[['I1', 'I2'], 1]],
      ],
      [
        '1 path (1 wildcard) on E1; list price $0.005; invalidation I1 still in progress after 60 minutes',
        planOf({ waitForCompletion: true }),
        [[['I1'], 0]],
      ],
      [
        '1 path (1 wildcard) on E1; list price $0.005; invalidation I1 still in progress after 1 minute',
        planOf({ waitForCompletion: true, timeoutMinutes: 1 }),
        [[['I1'], 0]],
      ],
      [
        '1 path (1 wildcard) on E1; list price $0.005; invalidation I1 completed',
        planOf({ waitForCompletion: true, onWaitTimeout: 'fail' }),
        [[['I1'], 1]],
      ],
      [
        '2 paths (1 wildcard) on E1; 3 items widened to "/blog/*" to keep to maxPaths 2; list price $0.010; invalidation I1 in progress',
        planOf({ items: ['/a', '/blog/1', '/blog/2', '/blog/3'].map(item), maxPaths: 2 }),
        [[['I1'], 0]],
      ],
      [
        '1 path on E1; taken literally: "/a,/b" (a comma does not separate items); list price $0.005; invalidation I1 in progress',
        planOf({ items: [item('/a,/b')], doubts: { count: 1, first: [{ text: '"/a,/b"', doubt: 'comma' }] } }),
        [[['I1'], 0]],
      ],
      [
        'Dry run, nothing was created: 2 paths on E1; taken literally: "/[a]" (brackets do not match alternatives), "\\\\a" (a backslash is not a slash) and 3 more; list price $0.010',
        planOf({
          dryRun: true,
          items: ['/[a]', '\\a'].map(item),
          doubts: {
            count: 5,
            first: [
              { text: '"/[a]"', doubt: 'brackets' },
              { text: '"\\\\a"', doubt: 'backslash' },
            ],
          },
        }),
        [[[], 0]],
      ],
      [
        '1 path (1 wildcard) on E1; wildcards near the best ones, since the exact search would take too long; list price $0.005; invalidation I1 in progress',
        { ...planOf(), isExact: false },
        [[['I1'], 0]],
      ],
      [
        'Dry run, nothing was created: 1 path (1 wildcard) on E1; 2 items widened to "/*" to keep to maxPaths 1; list price $0.005',
        planOf({ items: ['/a', '/b'].map(item), maxPaths: 1, dryRun: true }),
        [[[], 0]],
      ],
      [
        '6 paths (6 wildcards) on E1; 12 items widened to "/0/*", "/1/*", "/2/*", "/3/*", "/4/*" and 1 more to keep to maxPaths 6; list price $0.030; invalidation I1 in progress',
        planOf({ items: Array.from({ length: 12 }, (_, index) => item(`/${index % 6}/${index}`)), maxPaths: 6 }),
        [[['I1'], 0]],
      ],
      ['Nothing to invalidate on E1', planOf({ items: [] }), [[[], 0]]],
      ['Nothing to invalidate on E1', planOf({ items: [], dryRun: true }), [[[], 0]]],
      ['Dry run, nothing was created: 1 path (1 wildcard) on E1; list price $0.005', planOf({ dryRun: true }), [[[], 0]]],
    ]
    for (const [summary, plan, results] of summaries) {
      it(summary, () => {
        const targets = results.map(([ids, completed]) => finished(plan, ids, completed))
        expect(conclusion(plan, ...targets)).to.include({ _tag: 'Success', summary })
      })
    }

    it('reports the changes of a dry run, and no invalidations', () => {
      const changeSet = { _tag: 'Compared', files: 2, unchangedFlushed: 1 } as const
      const dryRun = {
        _tag: 'Success',
        summary: 'Dry run, nothing was created: 1 path (1 wildcard) on E1; list price $0.005',
        status: 'DryRun',
        invalidationIds: [],
        targetIds: ['E1'],
        pathCount: 1,
      }
      const plan = planOf({ dryRun: true })
      expect(conclusion(plan, stuck())).to.deep.equal(dryRun)
      expect(conclusion({ ...plan, changeSet }, stuck())).to.deep.equal({
        ...dryRun,
        summary: 'Dry run, nothing was created: 1 path (1 wildcard) on E1 for 2 changed files; 1 unchanged flushed; list price $0.005',
        changeSet,
      })
    })

    it('lists the known ids and counts the others', () => {
      const plan = planOf()
      const target = { ...finished(plan, ['I1', 'I2']), created: 9 }
      expect(conclusion(plan, target)).to.have.property('summary').that.includes('invalidations I1, I2 and 7 more in progress')
    })

    it('counts the paths of all distributions', () => {
      const plan = planOf(two)
      expect(conclusion(plan, finished(plan, ['I1']), finished(plan, ['I2']))).to.include({ pathCount: 2 })
    })

    it('is completed only if all invalidations are', () => {
      const plan = planOf(two)
      expect(conclusion(plan, finished(plan, ['I1'], 1), finished(plan, ['I2']))).to.include({ status: 'InProgress' })
      expect(conclusion(plan, finished(plan, ['I1'], 1), finished(plan, ['I2'], 1))).to.include({ status: 'Completed' })
      expect(conclusion(planOf({ items: [] }), stuck())).to.include({ status: 'NothingToDo' })
    })
  })

  describe('when something was not created', () => {
    const arn = 'arn:aws:cloudfront::111111111111:distribution/E1'
    const table: ReadonlyArray<readonly [string, TargetProgress, string, RegExp]> = [
      [
        'TargetNotFound',
        rejected(targetNotFound),
        'configuration',
        /E1: There is no such distribution in account 111111111111\. Check it\./,
      ],
      [
        'TargetNotFound, for a kind of target',
        rejected({ _tag: 'TargetNotFound', noun: 'distribution tenant', where: 'in account 111111111111', hint: 'Check it.' }),
        'configuration',
        /E1: There is no such distribution tenant in account 111111111111\. Check it\./,
      ],
      [
        'InvalidationDenied',
        rejected({ _tag: 'InvalidationDenied', permission: 'cloudfront:CreateInvalidation', resource: arn, hint: 'Allow it.' }),
        'permission',
        new RegExp(`E1: cloudfront:CreateInvalidation is denied on ${arn}\\. Allow it\\.`),
      ],
      [
        'CredentialsDenied',
        rejected({
          _tag: 'CredentialsDenied',
          permission: 'sts:AssumeRole',
          resource: 'arn:aws:iam::222222222222:role/r',
          hint: 'Allow it.',
        }),
        'permission',
        /sts:AssumeRole is denied on arn:aws:iam::222222222222:role\/r\. Allow it\./,
      ],
      [
        'ItemsRejected',
        rejected({ _tag: 'ItemsRejected', detail: 'One path is invalid.' }),
        'configuration',
        /CloudFront rejected an item as invalid: One path is invalid\. Correct items\./,
      ],
      ['RequestTooLarge', rejected({ _tag: 'RequestTooLarge' }), 'failed', /even a single item as too large\. Use fewer items/],
      [
        'TooLarge, left for later',
        stuck({ _tag: 'TooLarge' }),
        'unavailable',
        /60 minutes were not enough to find a size that it accepts\. Use a larger timeoutMinutes/,
      ],
      ['AlreadyCreated', rejected({ _tag: 'AlreadyCreated' }), 'failed', /CloudFront does not say which one it is\. Submitted/],
      [
        'a look-up that could not be retried',
        stuck({ _tag: 'LookUp', lookUp: { ...untried, attempts: 1, lastFailure: throttled } }),
        'unavailable',
        /\(last response: Throttling\)/,
      ],
      [
        'InvalidationUnauthenticated',
        rejected({ _tag: 'InvalidationUnauthenticated', code: 'ExpiredToken' }),
        'failed',
        /E1: The request could not be authenticated \(ExpiredToken\)\. Retry the action\. If it fails again, check the clock and the credentials/,
      ],
      [
        'RequestRejected',
        rejected({ _tag: 'RequestRejected', code: 'InvalidAction', hint: 'See the list.' }),
        'failed',
        /request was rejected with InvalidAction\. See the list\./,
      ],
      [
        'TooManyInProgress',
        retrying(tooManyInProgress),
        'unavailable',
        /unavailable for 60 minutes \(last response: TooMany\).*retry the action/,
      ],
      ['Throttled', retrying(throttled), 'unavailable', /\(last response: Throttling\)/],
      [
        'CdnUnavailable',
        retrying({ _tag: 'CdnUnavailable', code: '503 ServiceUnavailable' }),
        'unavailable',
        /\(last response: 503 ServiceUnavailable\)/,
      ],
      [
        'NoAnswer',
        retrying({ _tag: 'NoAnswer', reason: 'ECONNRESET' }),
        'unavailable',
        /could not be reached for 60 minutes \(ECONNRESET\); one more invalidation may exist/,
      ],
      [
        'no attempt',
        stuck(),
        'unavailable',
        /The invocation ended before CloudFront could be called\. Give it a timeout of a minute, or the job more timeoutMinutes/,
      ],
    ]
    for (const [name, target, kind, text] of table) {
      it(`reports ${kind} for ${name}`, () => {
        const answer = conclusion(planOf(), target)
        expect(answer).to.include({ _tag: 'Failure', kind })
        expect(answer)
          .to.have.property('message')
          .that.matches(text)
          .and.matches(/Submitted: 0 of 1 item\.$/)
      })
    }

    it('names the role that could not be assumed', () => {
      const plan = planOf({ credentials: { principal: 'arn:aws:iam::222222222222:role/r', qualifier: undefined } })
      const answer = conclusion(plan, retrying({ _tag: 'CredentialsUnavailable', reason: 'Throttling' }))
      expect(answer).to.include({ kind: 'unavailable' })
      expect(answer)
        .to.have.property('message')
        .that.includes('arn:aws:iam::222222222222:role/r could not be assumed within 60 minutes (last response: Throttling).')
    })

    it('lists the first 20 rejected items, and counts the others', () => {
      const items = Array.from({ length: 21 }, (_, index) => item(`/${100 + index}`))
      const plan = planOf({ items })
      const target = { ...finished(plan, []), excluded: { count: 21, places: items.map((_, place) => place) } }
      const named = Array.from({ length: 20 }, (_, index) => `"/${100 + index}"`).join(', ')
      expect(conclusion(plan, target)).to.have.property(
        'message',
        `1 of 1 distribution failed:\n- E1: CloudFront rejected 21 items as invalid: ${named} and 1 more. Everything else was submitted.`,
      )
    })

    it('counts rejected items that it cannot name, and repeats what CloudFront says', () => {
      const plan = planOf({ items: [item('/a'), item('/b')] })
      const messageWith = (excluded: TargetProgress['excluded'], refusal = '') => {
        const answer = conclusion(plan, { ...finished(plan, []), excluded, refusal })
        return answer._tag === 'Failure' ? answer.message.replace(/^.*\n- E1: /, '') : answer._tag
      }
      expect(messageWith({ count: 3, places: [] })).to.equal('CloudFront rejected 3 items as invalid. Everything else was submitted.')
      expect(messageWith({ count: 1, places: [1] }, 'bad')).to.equal(
        'CloudFront rejected 1 item as invalid: "/b" (bad). Everything else was submitted.',
      )
    })

    it('omits the detail if CloudFront gave none', () => {
      const answer = conclusion(planOf(), rejected({ _tag: 'ItemsRejected', detail: '' }))
      expect(answer).to.have.property('message').that.includes('CloudFront rejected an item as invalid. Correct items.')
    })

    it('reports the progress and the invalidations of every target', () => {
      const plan = planOf({ targetIds: ['E1', 'E2', 'E3'], items: Array.from({ length: 16 }, (_, index) => item(`/${index}/*`)) })
      const half = {
        ...finished(plan, ['I3']),
        position: { wildcards: 15, others: 0 },
        submission: { _tag: 'Rejected', failure: { _tag: 'RequestRejected', code: 'Odd', hint: 'See the list.' } },
      } as const
      const answer = conclusion(plan, { ...finished(plan, ['I1', 'I2']), created: 4 }, half, rejected(targetNotFound))
      expect(answer).to.include({ kind: 'failed' })
      expect(answer).to.have.deep.property('invalidationIds', ['I1', 'I2', 'I3'])
      expect(answer)
        .to.have.property('message')
        .that.matches(
          /^2 of 3 distributions failed:\n- E1: Done\. Created: I1, I2 and 2 more\.\n- E2: The request was rejected with Odd\. .* Submitted: 15 of 16 items\. Created: I3\.\n- E3: There is no such distribution/,
        )
    })
  })

  describe('when waiting for completion timed out', () => {
    const plan = planOf({ waitForCompletion: true, onWaitTimeout: 'fail', timeoutMinutes: 5 })

    it("fails if onWaitTimeout is 'fail', and names the invalidations still in progress", () => {
      const answer = conclusion(plan, finished(plan, ['I1']))
      expect(answer).to.deep.include({ _tag: 'Failure', kind: 'failed', invalidationIds: ['I1'] })
      expect(answer)
        .to.have.property('message')
        .that.matches(/did not complete it within 5 minutes\. It continues by itself; a larger timeoutMinutes waits longer\. Created: I1\./)
    })

    it('reports why the status could not be checked', () => {
      const denied = { _tag: 'InvalidationDenied', permission: 'cloudfront:GetInvalidation', resource: 'r', hint: 'Allow it.' } as const
      const unchecked = { ...finished(plan, ['I1']), pending: [{ id: 'I1', check: { _tag: 'Rejected', failure: denied } as const }] }
      const answer = conclusion(plan, unchecked)
      expect(answer).to.include({ kind: 'permission' })
      expect(answer)
        .to.have.property('message')
        .that.matches(/Everything was submitted, but its status could not be checked\. cloudfront:GetInvalidation is denied/)
      expect(conclusion(planOf(), unchecked)).to.include({ _tag: 'Success' })
    })

    it('reports a rejected status check even if others are still due', () => {
      const pending = [
        { id: 'I1', check: untried },
        { id: 'I2', check: { _tag: 'Rejected', failure: { _tag: 'InvalidationNotFound' } } as const },
      ]
      expect(conclusion(plan, { ...finished(plan, ['I1', 'I2']), pending }))
        .to.have.property('message')
        .that.includes('does not know an invalidation that it created')
    })

    it('reports a failed status check of any invalidation, even if others had none', () => {
      const pending = [
        { id: 'I1', check: untried },
        { id: 'I2', check: { ...untried, attempts: 1, lastFailure: throttled } },
      ]
      expect(conclusion(plan, { ...finished(plan, ['I1', 'I2']), pending }))
        .to.have.property('message')
        .that.includes('its status could not be checked. CloudFront was unavailable')
    })

    it('reports a failed last status check instead of missing completion', () => {
      const check = { ...untried, attempts: 9, lastFailure: { _tag: 'CdnUnavailable', code: '503' } } as const
      const answer = conclusion(plan, { ...finished(plan, ['I1']), pending: [{ id: 'I1', check }] })
      expect(answer).to.include({ kind: 'unavailable' })
      expect(answer)
        .to.have.property('message')
        .that.includes('Everything was submitted, but its status could not be checked. CloudFront was unavailable')
    })

    it('reports invalidations still in progress next to a failure', () => {
      const two = planOf({ waitForCompletion: true, targetIds: ['E1', 'E2'] })
      const answer = conclusion(two, rejected(targetNotFound), finished(two, ['I2']))
      expect(answer).to.have.property('message').that.includes('E2: Submitted, still in progress. Created: I2.')
      expect(conclusion(two, rejected(targetNotFound), finished(two, ['I2'], 1)))
        .to.have.property('message')
        .that.includes('E2: Done. Created: I2.')
    })

    it('counts completed invalidations', () => {
      const two = planOf({ waitForCompletion: true, targetIds: ['E1', 'E2'] })
      const answer = conclusion(two, finished(two, ['I1'], 1), finished(two, ['I2']))
      expect(answer)
        .to.have.property('summary')
        .that.matches(/invalidations I1, I2 still in progress after 60 minutes \(1 completed\)$/)
    })

    it('reports an invalidation that the CDN no longer knows', () => {
      const lost = {
        ...finished(plan, ['I1']),
        pending: [{ id: 'I1', check: { _tag: 'Rejected', failure: { _tag: 'InvalidationNotFound' } } as const }],
      }
      expect(conclusion(plan, lost))
        .to.include({ kind: 'failed' })
        .and.to.have.property('message')
        .that.includes('does not know an invalidation that it created')
    })
  })
})
