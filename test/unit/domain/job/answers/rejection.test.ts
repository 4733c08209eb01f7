import { expect } from 'chai'
import fc from 'fast-check'
import type { FailureKind } from '../../../../../src/domain/job/answer.ts'
import { rejectionFor } from '../../../../../src/domain/job/answers/rejection.ts'
import type { ArtifactFailure } from '../../../../../src/domain/pipeline/artifact-failure.ts'
import { providedCredentials } from '../../../../support/builders/artifacts.ts'
import { ciCapabilities } from '../../../../support/capabilities.ts'

describe('rejectionFor', () => {
  it('lists the issues', () => {
    const issues = [
      { at: 'items.0', problem: 'is empty' },
      { at: 'dryRun', problem: 'expected true or false, got null' },
    ]
    expect(rejectionFor({ _tag: 'ParametersInvalid', issues }, ciCapabilities)).to.deep.equal({
      _tag: 'Failure',
      kind: 'configuration',
      message: 'Invalid UserParameters. Correct them in the action:\n- items.0: is empty\n- dryRun: expected true or false, got null',
      invalidationIds: [],
    })
  })

  it('lists what the CDN does not support', () => {
    const failure = rejectionFor({ _tag: 'PlanNotSupported', issues: [{ at: 'items', problem: 'no tags' }] }, ciCapabilities)
    expect(failure).to.include({ kind: 'configuration' })
    expect(failure.message).to.match(/^The CDN cannot do what UserParameters ask for:\n- items: no tags$/)
  })

  it('says why everything would be invalidated', () => {
    const messageFor = (why: string | undefined) => rejectionFor({ _tag: 'EverythingRefused', why }, ciCapabilities)
    expect(messageFor(undefined)).to.include({
      kind: 'configuration',
      message: 'This would invalidate everything (/*). The job does not allow that.',
    })
    expect(messageFor('too many files').message).to.match(/^This would invalidate everything \(\/\*\): too many files\. /)
  })

  const budgetTooSmall = { _tag: 'BudgetTooSmall', maxPaths: 3, mergeable: true, cdnName: 'CloudFront' } as const
  const budgets: ReadonlyArray<readonly [string, Parameters<typeof rejectionFor>[0], RegExp]> = [
    [
      'only tags',
      { ...budgetTooSmall, paths: 0, tags: 5, minimum: 5 },
      /- maxPaths: 3 allowed, but there are 5 tags \(duplicates not counted\)\. Tags cannot be merged\. Use a maxPaths of at least 5, or fewer items$/,
    ],
    [
      'tags that leave no room for a path',
      { ...budgetTooSmall, paths: 1, tags: 3, minimum: 4 },
      /there are 1 path and 3 tags .*Tags cannot be merged, and the paths need at least one place\. Use a maxPaths of at least 4/,
    ],
    [
      'paths without wildcards',
      { ...budgetTooSmall, paths: 9, tags: 0, minimum: 9, mergeable: false, cdnName: 'Otherly' },
      /^The items do not fit into their budget:\n- maxPaths: 3 allowed, but there are 9 paths \(duplicates not counted\)\. Otherly has no wildcards, so nothing can be merged\. Use a maxPaths of at least 9/,
    ],
  ]
  for (const [what, failure, text] of budgets) {
    it(`gives the number of items and the fix for ${what}`, () => {
      expect(rejectionFor(failure, ciCapabilities)).to.include({ kind: 'configuration' })
      expect(rejectionFor(failure, ciCapabilities).message).to.match(text)
    })
  }

  it('names the pipeline that does not exist', () => {
    const failure = rejectionFor(
      { _tag: 'PipelineUnknown', pipeline: 'my-sight', where: "in this function's account and Region" },
      ciCapabilities,
    )
    expect(failure).to.include({ kind: 'configuration' })
    expect(failure.message).to.match(/- changed\.pipeline: there is no pipeline my-sight in this function's account and Region$/)
  })

  it('gives the reason and the fix for an invalid token', () => {
    const failure = rejectionFor({ _tag: 'TokenInvalid', reason: 'v: expected version 1, got a number' }, ciCapabilities)
    expect(failure).to.include({ kind: 'failed' })
    expect(failure.message).to.match(/^The continuation token is invalid\. Retry the action.*\n- v: expected version 1/)
  })

  it('reports changed parameters, the invalidations created before, and the fix', () => {
    const failure = rejectionFor({ _tag: 'PlanChanged', created: 5, invalidationIds: ['I1', 'I2'] }, ciCapabilities)
    expect(failure).to.deep.include({ kind: 'failed', invalidationIds: ['I1', 'I2'] })
    expect(failure.message).to.match(/^The job's request changed while.*Retry the action.*\n- Created before: I1, I2 and 3 more$/)
    expect(rejectionFor({ _tag: 'PlanChanged', created: 0, invalidationIds: [] }, ciCapabilities).message).to.match(
      /Created before: nothing$/,
    )
  })

  it('says where the credentials for an artifact come from if the event has none', () => {
    const failure = rejectionFor({ _tag: 'ArtifactCredentialsMissing', name: 'Site', location: 's3://b/k' }, ciCapabilities)
    expect(failure).to.include({ kind: 'permission' })
    expect(failure.message).to.match(
      /^The artifact Site was not read: the event provides no credentials for s3:\/\/b\/k\..*in its pipeline/,
    )
  })

  describe('for a file of items', () => {
    const file = {
      artifact: { name: 'Site', location: 's3://b/k', credentials: providedCredentials },
      path: 'out/invalidate.txt',
      maxBytes: 1_000,
    }
    const nothingCreated = { created: 0, invalidationIds: [] }
    const name = 'Site::"out/invalidate.txt"'

    it('lists the invalid items', () => {
      const issues = [{ at: 'line 2', problem: 'is empty' }]
      expect(rejectionFor({ _tag: 'ItemsFileInvalid', file, issues }, ciCapabilities)).to.deep.include({
        kind: 'configuration',
        message: `${name} is invalid. Correct it where it is created:\n- line 2: is empty`,
      })
    })

    const failures: ReadonlyArray<readonly [ArtifactFailure, FailureKind, RegExp]> = [
      [{ _tag: 'ArtifactNotFound', location: 's3://b/k' }, 'artifact', /s3:\/\/b\/k does not exist\. .*expired: release the change again/],
      [
        { _tag: 'ArtifactDenied', permission: 's3:GetObject', resource: 'arn:aws:s3:::b/k', hint: 'Allow it.' },
        'permission',
        /s3:GetObject is denied on arn:aws:s3:::b\/k\. Allow it\./,
      ],
      [
        { _tag: 'ArtifactUnauthenticated', code: 'ExpiredToken', hint: 'Retry the action.' },
        'artifact',
        /the request for the artifact could not be authenticated \(ExpiredToken\)\. Retry the action\.$/,
      ],
      [
        { _tag: 'ArtifactUnreadable', location: 's3://b/k', reason: 'cut off' },
        'artifact',
        /s3:\/\/b\/k is not a readable ZIP file: cut off\.$/,
      ],
      [{ _tag: 'ArtifactTooLarge' }, 'artifact', /the artifact has too many files, or names that are too long\. Split it/],
      [{ _tag: 'FileNotFound', nearest: 'out/invalid.txt' }, 'artifact', /no such file.*The nearest is "out\/invalid\.txt"\./],
      [{ _tag: 'FileNotFound', nearest: undefined }, 'artifact', /no such file.*The artifact is empty\./],
      [{ _tag: 'FileTooLarge', bytes: 2_000 }, 'artifact', /it has 2000 bytes, more than the limit/],
      [{ _tag: 'FileUnreadable', reason: 'it is encrypted' }, 'artifact', /cannot be unzipped: it is encrypted\./],
      [
        { _tag: 'ArtifactStoreUnavailable', reason: '503 SlowDown' },
        'unavailable',
        /was unavailable until the job timed out \(last response: 503 SlowDown\)\. .*retry the action/,
      ],
    ]
    for (const [failure, kind, text] of failures) {
      it(`describes ${failure._tag} and its fix`, () => {
        const answer = rejectionFor({ _tag: 'ArtifactNotRead', artifact: file.artifact, file, failure, ...nothingCreated }, ciCapabilities)
        expect(answer).to.deep.include({ kind, invalidationIds: [] })
        expect(answer.message).to.match(text)
        expect(answer.message.startsWith(`${name} could not be read: `)).to.equal(true)
        expect(answer.message).to.not.include('Created before')
      })
    }

    it('names the artifact if the failure is not about a file', () => {
      const failure = { _tag: 'ArtifactNotFound', location: 's3://b/k' } as const
      const answer = rejectionFor(
        { _tag: 'ArtifactNotRead', artifact: file.artifact, file: undefined, failure, ...nothingCreated },
        ciCapabilities,
      )
      expect(answer.message).to.match(/^The artifact Site could not be read: s3:\/\/b\/k does not exist/)
    })

    it('lists the invalidations that exist if the job had started', () => {
      const before = { created: 3, invalidationIds: ['I1', 'I2'] }
      const answer = rejectionFor(
        {
          _tag: 'ArtifactNotRead',
          artifact: file.artifact,
          file,
          failure: { _tag: 'FileNotFound', nearest: undefined },
          ...before,
        },
        ciCapabilities,
      )
      expect(answer.invalidationIds).to.deep.equal(['I1', 'I2'])
      expect(answer.message).to.match(/\n- Created before: I1, I2 and 1 more$/)
    })
  })

  it('stays within the length limit of CodePipeline, and counts omitted issues', () => {
    const anyIssues = fc.array(fc.record({ at: fc.string(), problem: fc.string({ maxLength: 6_000 }) }), { minLength: 1, maxLength: 400 })
    fc.assert(
      fc.property(anyIssues, issues => {
        expect(rejectionFor({ _tag: 'ParametersInvalid', issues }, ciCapabilities).message).to.have.length.within(1, 5_000)
      }),
      { numRuns: 100 },
    )
    const many = Array.from({ length: 1_000 }, (_, index) => ({ at: `items.${index}`, problem: 'is empty' }))
    const { message } = rejectionFor({ _tag: 'ParametersInvalid', issues: many }, ciCapabilities)
    const shown = message.split('\n- ').length - 1
    expect(message).to.match(new RegExp(`… and ${1_000 - shown} more$`))
  })
})
