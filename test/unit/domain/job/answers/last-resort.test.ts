import { expect } from 'chai'
import fc from 'fast-check'
import type { Answer } from '../../../../../src/domain/job/answer.ts'
import { lastResort } from '../../../../../src/domain/job/answers/last-resort.ts'
import { ciCapabilities } from '../../../../support/capabilities.ts'

const of = (answer: Answer) => lastResort(answer, ciCapabilities)

const ids = fc.array(fc.string())
const answer: fc.Arbitrary<Answer> = fc.oneof(
  fc.record({
    _tag: fc.constant('Success' as const),
    summary: fc.string(),
    status: fc.constantFrom('InProgress' as const, 'Completed' as const),
    invalidationIds: ids,
    targetIds: ids,
    pathCount: fc.nat(),
  }),
  fc.record({
    _tag: fc.constant('Failure' as const),
    kind: fc.constantFrom('permission' as const, 'unavailable' as const),
    message: fc.string(),
    invalidationIds: ids,
  }),
  fc.record({ _tag: fc.constant('Continuation' as const), token: fc.string(), summary: fc.string(), percentComplete: fc.nat() }),
  fc.record({ _tag: fc.constant('Unfinished' as const), summary: fc.string(), percentComplete: fc.nat() }),
)

describe('lastResort', () => {
  it('has a short text that does not depend on the rejected one', () => {
    fc.assert(
      fc.property(answer, rejected => {
        const given = of(rejected)
        const text = given._tag === 'Failure' ? given.message : given.summary
        expect(text).to.match(/^The job .*CodePipeline rejected the full answer; the log has it\./)
        expect(text.length).to.be.below(150)
        expect(given.isLastResort).to.equal(true)
      }),
    )
  })

  it('keeps the kind of answer and failure, and what the log shows', () => {
    const success: Answer = { _tag: 'Success', summary: 's', status: 'Completed', invalidationIds: ['I1'], targetIds: ['E1'], pathCount: 2 }
    expect(of(success))
      .to.include({ _tag: 'Success', status: 'Completed', pathCount: 2 })
      .and.to.have.deep.property('invalidationIds', ['I1'])
    const failure: Answer = { _tag: 'Failure', kind: 'permission', message: 'm', invalidationIds: ['I1'] }
    expect(of(failure)).to.include({ _tag: 'Failure', kind: 'permission' }).and.to.have.deep.property('invalidationIds', ['I1'])
    expect(of({ _tag: 'Unfinished', summary: 's', percentComplete: 5 })).to.include({ _tag: 'Unfinished', percentComplete: 5 })
  })

  it('turns a continuation into a failure that says so', () => {
    const submitted = () => []
    const rejected: Answer = { _tag: 'Continuation', token: 't', summary: 's', percentComplete: 5, submitted }
    expect(of(rejected)).to.deep.equal({
      _tag: 'Failure',
      kind: 'failed',
      message:
        'The job is not finished, and could not be continued: CodePipeline rejected the full answer; the log has it. Retry the action.',
      invalidationIds: [],
      submitted,
      isLastResort: true,
    })
    expect(of({ _tag: 'Continuation', token: 't', summary: 's', percentComplete: 5 })).not.to.have.property('submitted')
  })
})
