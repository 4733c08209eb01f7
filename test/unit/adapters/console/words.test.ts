import { expect } from 'chai'
import fc from 'fast-check'
import { denied, notFound } from '../../../../src/adapters/cloudfront/failure.ts'
import { capabilities } from '../../../../src/adapters/console/capabilities.ts'
import { inOptions, optionAt } from '../../../../src/adapters/console/words.ts'
import type { CdnFailure } from '../../../../src/domain/cdn/cdn-failure.ts'
import { describeProblem } from '../../../../src/domain/job/answers/describe-problem.ts'
import type { Problem } from '../../../../src/domain/job/answers/outcome.ts'
import { rejectionFor } from '../../../../src/domain/job/answers/rejection.ts'
import { dryRunSummary } from '../../../../src/domain/job/answers/summary.ts'
import { item } from '../../../support/builders/arbitraries.ts'
import { planOf } from '../../../support/builders/plans.ts'

/** What a user of the command line would not understand. */
const foreign =
  /\b(?:distributionId|itemsFrom|maxPaths|waitForCompletion|timeoutMinutes|roleArn|externalId|dryRun|UserParameters)\b|\b(?:the|this) action\b(?! on)|function|invocation\b|parameters/

const call = { request: { targetId: 'E1', credentials: undefined }, ownAccount: undefined }
const roleCall = {
  ...call,
  request: { targetId: 'E1', credentials: { principal: 'arn:aws:iam::111111111111:role/r', qualifier: undefined, jobId: 'j' } },
}
const tenantCall = { ...call, request: { ...call.request, targetId: 'dt_1' } }

/** At least one of each, so that a new failure needs its words here. */
const failuresByTag: { readonly [Tag in CdnFailure['_tag']]: ReadonlyArray<CdnFailure> } = {
  TargetNotFound: [notFound(call), notFound(roleCall), notFound(tenantCall)],
  InvalidationDenied: [denied('CreateInvalidation', call), denied('CreateInvalidation', roleCall)],
  InvalidationUnauthenticated: [{ _tag: 'InvalidationUnauthenticated', code: 'x' }],
  CredentialsDenied: [
    {
      _tag: 'CredentialsDenied',
      permission: 'sts:AssumeRole',
      resource: 'r',
      hint: "Allow this action on this resource in this function's role. That role's trust policy has to name this function's role, and the externalId if it requires one.",
    },
  ],
  CredentialsUnavailable: [{ _tag: 'CredentialsUnavailable', reason: 'x' }],
  InvalidationNotFound: [{ _tag: 'InvalidationNotFound' }],
  ItemsRejected: [{ _tag: 'ItemsRejected', detail: '' }],
  RequestTooLarge: [{ _tag: 'RequestTooLarge' }],
  AlreadyCreated: [{ _tag: 'AlreadyCreated' }],
  TooManyInProgress: [{ _tag: 'TooManyInProgress', code: 'x' }],
  Throttled: [{ _tag: 'Throttled', code: 'x' }],
  CdnUnavailable: [{ _tag: 'CdnUnavailable', code: 'x' }],
  NoAnswer: [{ _tag: 'NoAnswer', reason: 'x' }],
  RequestRejected: [{ _tag: 'RequestRejected', code: 'x', hint: '' }],
}

const failures = Object.values(failuresByTag).flat()

const problems: ReadonlyArray<Problem> = [
  ...failures.flatMap(
    (failure): ReadonlyArray<Problem> => [
      { _tag: 'NotSubmitted', failure },
      { _tag: 'StatusUnknown', failure },
    ],
  ),
  { _tag: 'NotSubmitted', failure: undefined },
  { _tag: 'SizeNotFound' },
  { _tag: 'ItemsRejected', items: [item('/maxPaths')], count: 1, detail: '' },
  { _tag: 'StatusUnknown', failure: undefined },
  { _tag: 'NotCompleted' },
]

const outcome = {
  targetId: 'E1',
  submitted: 0,
  created: 0,
  completed: 0,
  ids: [],
  unidentified: { count: 0, failure: undefined },
  widened: { count: 0, places: [] },
  problem: undefined,
}

describe('inOptions', () => {
  for (const problem of problems) {
    it(`leaves no word of the pipeline in ${JSON.stringify(problem)}`, () => {
      const { text } = describeProblem(planOf(), outcome, problem)
      expect(inOptions(text).replace(/"[^"]*"/g, '')).to.not.match(foreign)
    })
  }

  it('leaves no word of the pipeline in a plan that does not fit', () => {
    const budget = { _tag: 'BudgetTooSmall', maxPaths: 1, paths: 1, tags: 2, minimum: 3, mergeable: true, cdnName: 'x' } as const
    expect(inOptions(rejectionFor(budget, capabilities).message))
      .to.include('Use a --max-paths of at least 3')
      .and.not.match(foreign)
  })

  it('leaves no word of the pipeline in a summary', () => {
    const plan = planOf({ items: [item('/a/1'), item('/a/2')], maxPaths: 1 })
    expect(inOptions(dryRunSummary(plan))).to.include('to keep to --max-paths 1')
  })

  it('translates what is not a key', () => {
    expect(inOptions('missing; give at least one of items, itemsFrom, changed')).to.equal(
      'missing; give at least one of ITEM, --paths-from, --changed',
    )
    expect(inOptions('The parameters are fine: retry the action.')).to.equal('The command is fine: run it again.')
    expect(inOptions('The CDN cannot do what options ask for:\n- items: x\n- host: "a\n- host: b"\n- changed.include: y')).to.equal(
      'The CDN cannot do what the options ask for:\n- ITEM: x\n- --host: "a\n- host: b"\n- --include: y',
    )
    expect(inOptions('Check distributionId; it requires roleArn.')).to.equal('Check --distribution; it requires --role-arn.')
    expect(inOptions('The job does not allow that.')).to.equal('To allow it, leave out --refuse-everything.')
    expect(inOptions('Use a larger timeoutMinutes.')).to.equal('Use a larger --timeout.')
    expect(inOptions('Nothing to invalidate on E1: no selected file changed since this action last succeeded')).to.equal(
      'Nothing to invalidate on E1: no selected file differs',
    )
  })

  it('does not change what is quoted', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('maxPaths', 'roleArn', '"', '\\'), (text, word) => {
        const value = JSON.stringify(`${word}${text}${word} maxPaths`)
        expect(inOptions(`maxPaths ${value} and ${value} maxPaths`)).to.equal(`--max-paths ${value} and ${value} --max-paths`)
      }),
    )
  })

  it('does not change words that only contain a key', () => {
    expect(inOptions('/maxPathsOf xroleArn items')).to.equal('/maxPathsOf xroleArn items')
  })
})

describe('optionAt', () => {
  it('names the option, or the argument, of a path of keys', () => {
    expect(
      ['items', 'items.3', 'distributionId', 'distributionId.12', 'changed.include.0', 'changed.stripPrefix', 'options'].map(optionAt),
    ).to.deep.equal(['ITEM', 'ITEM', '--distribution', '--distribution', '--include', '--strip-prefix', 'options'])
  })
})
