import { expect } from 'chai'
import fc from 'fast-check'
import * as E from 'fp-ts/lib/Either.js'
import { conclude } from '../../../../src/domain/answer/conclude.ts'
import type { CdnFailure } from '../../../../src/domain/failures/cdn-failure.ts'
import { beginning, type Invalidation, type Submission } from '../../../../src/domain/job/progress.ts'
import type { JobSpec } from '../../../../src/domain/parameters/job-spec.ts'
import type { Capabilities } from '../../../../src/domain/plan/capabilities.ts'
import { makePlan, type Plan } from '../../../../src/domain/plan/plan.ts'
import { item } from '../../../support/arbitraries.ts'
import { cdn } from '../../../support/cdn.ts'
import { rightOf } from '../../../support/either.ts'

const account = { partition: 'aws', id: '111111111111' }
const spec: JobSpec = { distributionIds: ['E1'], items: [item('/*')], role: undefined, dryRun: false }
const planOf = (change: Partial<JobSpec> = {}, on: Capabilities = cdn): Plan =>
  rightOf(makePlan(on, { id: 'job', account })({ ...spec, ...change }))

const created = (id: string, status: Invalidation['status'] = 'InProgress'): Submission => ({
  _tag: 'Created',
  invalidation: { id, status },
})
const refused = (failure: CdnFailure): Submission => ({ _tag: 'Refused', failure })
const busy = (failure: CdnFailure, attempts = 12): Submission => ({ _tag: 'Due', attempts, notBefore: 0, lastFailure: failure })

const conclusion = (plan: Plan, ...submissions: ReadonlyArray<Submission>) =>
  conclude(E.right(plan), { ...beginning(plan.requests.length), ...(submissions.length > 0 ? { submissions } : {}) })

describe('conclude', () => {
  describe('when everything was created', () => {
    it('says in one line what, where, at what price, and as which invalidation', () => {
      expect(conclusion(planOf(), created('I1'))).to.deep.equal({
        _tag: 'Success',
        summary: '1 path (1 wildcard) on E1; list price $0.005; invalidation I1 in progress',
        status: 'InProgress',
        invalidationIds: ['I1'],
        distributionIds: ['E1'],
        pathCount: 1,
      })
    })

    const summaries: ReadonlyArray<readonly [string, Plan, ReadonlyArray<Submission>]> = [
      [
        '2 paths on E1; list price $0.010; invalidation I1 completed',
        planOf({ items: [item('/a'), item('/b')] }),
        [created('I1', 'Completed')],
      ],
      ['1 tag on E1; list price $0.005; invalidation I1 in progress', planOf({ items: [item('#t')] }), [created('I1')]],
      [
        '3 paths (2 wildcards) and 2 tags on E1; list price $0.025; invalidation I1 in progress',
        planOf({ items: ['/a', '/b*', '/c/*', '#t', '#u'].map(item) }),
        [created('I1')],
      ],
      [
        '1 path (1 wildcard) on each of E1, E2; list price $0.010; invalidations I1, I2 in progress',
        planOf({ distributionIds: ['E1', 'E2'] }),
        [created('I1', 'Completed'), created('I2')],
      ],
      [
        '1 path (1 wildcard) on each of E1, E2, E3, E4, E5 and 2 more; list price $0.035; invalidations I1, I2, I3, I4, I5 and 2 more in progress',
        planOf({ distributionIds: ['E1', 'E2', 'E3', 'E4', 'E5', 'E6', 'E7'] }),
        ['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7'].map(id => created(id)),
      ],
      ['1 path (1 wildcard) on E1; invalidation I1 in progress', planOf({}, { ...cdn, listPricePerItem: 0 }), [created('I1')]],
      ['Nothing to invalidate on E1', planOf({ items: [] }), []],
      ['Nothing to invalidate on E1', planOf({ items: [], dryRun: true }), []],
      ['Dry run, nothing was created: 1 path (1 wildcard) on E1; list price $0.005', planOf({ dryRun: true }), []],
    ]
    for (const [summary, plan, submissions] of summaries) {
      it(summary, () => {
        expect(conclusion(plan, ...submissions)).to.include({ _tag: 'Success', summary })
      })
    }

    it('counts the paths of all distributions', () => {
      expect(conclusion(planOf({ distributionIds: ['E1', 'E2'] }), created('I1'), created('I2'))).to.include({ pathCount: 2 })
    })

    it('is completed only when all are', () => {
      const plan = planOf({ distributionIds: ['E1', 'E2'] })
      expect(conclusion(plan, created('I1', 'Completed'), created('I2'))).to.include({ status: 'InProgress' })
      expect(conclusion(plan, created('I1', 'Completed'), created('I2', 'Completed'))).to.include({ status: 'Completed' })
      expect(conclusion(planOf({ items: [] }))).to.include({ status: 'NothingToDo' })
    })
  })

  describe('when something was not created', () => {
    const arn = 'arn:aws:cloudfront::111111111111:distribution/E1'
    const table: ReadonlyArray<readonly [Submission, string, RegExp]> = [
      [
        refused({ _tag: 'DistributionNotFound' }),
        'ConfigurationError',
        /E1: There is no such distribution in account 111111111111\. Check distributionId/,
      ],
      [
        refused({ _tag: 'InvalidationDenied', permission: 'cloudfront:CreateInvalidation', resource: arn }),
        'PermissionError',
        new RegExp(
          `E1: cloudfront:CreateInvalidation is denied on ${arn}\\. Allow this action on this resource in this function's role\\.`,
        ),
      ],
      [
        refused({ _tag: 'RoleDenied', permission: 'sts:AssumeRole', resource: 'arn:aws:iam::222222222222:role/r' }),
        'PermissionError',
        /sts:AssumeRole is denied on arn:aws:iam::222222222222:role\/r\..*trust policy.*externalId/,
      ],
      [
        refused({ _tag: 'ItemsRefused', detail: 'One path is invalid.' }),
        'ConfigurationError',
        /CloudFront calls an item invalid: One path is invalid\. Correct items\./,
      ],
      [refused({ _tag: 'RequestTooLarge' }), 'JobFailed', /too large\. Give fewer items/],
      [refused({ _tag: 'ReferenceTaken' }), 'JobFailed', /with other items\. Retry the action/],
      [refused({ _tag: 'RequestRefused', code: 'ExpiredToken' }), 'JobFailed', /refused the request: ExpiredToken\./],
      [
        busy({ _tag: 'TooManyInProgress', code: 'TooMany' }),
        'SystemUnavailable',
        /asked 12 times, and answered TooMany at last.*retry the action/,
      ],
      [busy({ _tag: 'Throttled', code: 'Throttling' }, 1), 'SystemUnavailable', /asked once, and answered Throttling/],
      [busy({ _tag: 'CdnUnavailable', code: '503 ServiceUnavailable' }), 'SystemUnavailable', /answered 503 ServiceUnavailable/],
      [
        busy({ _tag: 'NoAnswer', reason: 'ECONNRESET' }),
        'SystemUnavailable',
        /no answer at last \(ECONNRESET\), so that the invalidation may exist/,
      ],
      [{ _tag: 'Due', attempts: 0, notBefore: 0, lastFailure: undefined }, 'SystemUnavailable', /time ran out before CloudFront was asked/],
    ]
    for (const [submission, type, text] of table) {
      const name =
        submission._tag === 'Refused'
          ? submission.failure._tag
          : submission._tag === 'Due'
            ? (submission.lastFailure?._tag ?? 'nothing was tried')
            : ''
      it(`answers ${type} for ${name}`, () => {
        const answer = conclusion(planOf(), submission)
        expect(answer).to.include({ _tag: 'Failure', type })
        expect(answer).to.have.property('message').that.matches(text)
      })
    }

    it('names the role that lacks the permission, and its account', () => {
      const role = { arn: 'arn:aws:iam::222222222222:role/r', externalId: 'x1' }
      const denied = refused({ _tag: 'InvalidationDenied', permission: 'p', resource: 'r' })
      expect(conclusion(planOf({ role }), denied))
        .to.have.property('message')
        .that.includes('in arn:aws:iam::222222222222:role/r.')
      expect(conclusion(planOf({ role }), refused({ _tag: 'DistributionNotFound' })))
        .to.have.property('message')
        .that.includes('in account 222222222222.')
    })

    it('does not guess the account', () => {
      const plan = rightOf(makePlan(cdn, { id: 'job', account: undefined })(spec))
      expect(conclusion(plan, refused({ _tag: 'DistributionNotFound' })))
        .to.have.property('message')
        .that.includes('in the account that this function calls')
    })

    it('tells what became of every distribution, and which invalidations there are', () => {
      const plan = planOf({ distributionIds: ['E1', 'E2', 'E3'], items: Array.from({ length: 16 }, (_, index) => item(`/${index}/*`)) })
      const untried: Submission = { _tag: 'Due', attempts: 0, notBefore: 0, lastFailure: undefined }
      const answer = conclusion(
        plan,
        created('I1'),
        created('I2'),
        created('I3'),
        refused({ _tag: 'RequestTooLarge' }),
        refused({ _tag: 'DistributionNotFound' }),
        untried,
      )
      expect(answer).to.include({ type: 'JobFailed' })
      expect(answer).to.have.deep.property('invalidationIds', ['I1', 'I2', 'I3'])
      expect(answer)
        .to.have.property('message')
        .that.matches(
          /^2 of 3 distributions were not invalidated:\n- E1: invalidated\. Created: I1, I2\.\n- E2: CloudFront refused .* Created: I3\.\n- E3: There is no such distribution/,
        )
    })
  })

  describe('when there is no plan', () => {
    it('lists the mistakes', () => {
      const mistakes = [
        { at: 'items.0', problem: 'is empty' },
        { at: 'dryRun', problem: 'expected true or false, got null' },
      ]
      expect(conclude(E.left({ _tag: 'ParametersInvalid', mistakes }), beginning(0))).to.deep.equal({
        _tag: 'Failure',
        type: 'ConfigurationError',
        message:
          'UserParameters cannot be used as they are. Correct them in the action:\n- items.0: is empty\n- dryRun: expected true or false, got null',
        invalidationIds: [],
      })
    })

    it('says what the CDN cannot do', () => {
      const answer = conclude(E.left({ _tag: 'ItemsNotSupported', mistakes: [{ at: 'items', problem: 'no tags' }] }), beginning(0))
      expect(answer)
        .to.have.property('message')
        .that.matches(/^The CDN cannot do what items ask for:\n- items: no tags$/)
    })

    it('never says more than CodePipeline takes, and counts what it leaves out', () => {
      const anyMistakes = fc.array(fc.record({ at: fc.string(), problem: fc.string({ maxLength: 6_000 }) }), {
        minLength: 1,
        maxLength: 400,
      })
      fc.assert(
        fc.property(anyMistakes, mistakes => {
          const answer = conclude(E.left({ _tag: 'ParametersInvalid', mistakes }), beginning(0))
          const text = answer._tag === 'Failure' ? answer.message : ''
          expect(text).to.have.length.within(1, 5_000)
        }),
      )
      const many = Array.from({ length: 1_000 }, (_, index) => ({ at: `items.${index}`, problem: 'is empty' }))
      const answer = conclude(E.left({ _tag: 'ParametersInvalid', mistakes: many }), beginning(0))
      const text = answer._tag === 'Failure' ? answer.message : ''
      const shown = text.split('\n- ').length - 1
      expect(text).to.match(new RegExp(`… and ${1_000 - shown} more$`))
    })
  })
})
