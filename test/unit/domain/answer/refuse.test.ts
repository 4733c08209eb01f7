import { expect } from 'chai'
import fc from 'fast-check'
import { refuse } from '../../../../src/domain/answer/refuse.ts'

describe('refuse', () => {
  it('lists the mistakes', () => {
    const mistakes = [
      { at: 'items.0', problem: 'is empty' },
      { at: 'dryRun', problem: 'expected true or false, got null' },
    ]
    expect(refuse({ _tag: 'ParametersInvalid', mistakes })).to.deep.equal({
      _tag: 'Failure',
      type: 'ConfigurationError',
      message:
        'UserParameters cannot be used as they are. Correct them in the action:\n- items.0: is empty\n- dryRun: expected true or false, got null',
      invalidationIds: [],
    })
  })

  it('says what the CDN cannot do', () => {
    const failure = refuse({ _tag: 'PlanNotSupported', mistakes: [{ at: 'items', problem: 'no tags' }] })
    expect(failure).to.include({ type: 'ConfigurationError' })
    expect(failure.message).to.match(/^The CDN cannot do what UserParameters ask for:\n- items: no tags$/)
  })

  it('says what is wrong with a token, and what to do', () => {
    const failure = refuse({ _tag: 'TokenInvalid', reason: 'v: expected version 1, got a number' })
    expect(failure).to.include({ type: 'JobFailed' })
    expect(failure.message).to.match(/^The continuation token cannot be used\. Retry the action.*\n- v: expected version 1/)
  })

  it('says that the parameters were changed, what was created before, and what to do', () => {
    const failure = refuse({ _tag: 'PlanChanged', created: 5, invalidationIds: ['I1', 'I2'] })
    expect(failure).to.deep.include({ type: 'JobFailed', invalidationIds: ['I1', 'I2'] })
    expect(failure.message).to.match(/^UserParameters were changed while.*Retry the action.*\n- Created before: I1, I2 and 3 more$/)
    expect(refuse({ _tag: 'PlanChanged', created: 0, invalidationIds: [] }).message).to.match(/Created before: nothing$/)
  })

  it('never says more than CodePipeline takes, and counts what it leaves out', () => {
    const anyMistakes = fc.array(fc.record({ at: fc.string(), problem: fc.string({ maxLength: 6_000 }) }), { minLength: 1, maxLength: 400 })
    fc.assert(
      fc.property(anyMistakes, mistakes => {
        expect(refuse({ _tag: 'ParametersInvalid', mistakes }).message).to.have.length.within(1, 5_000)
      }),
      { numRuns: 100 },
    )
    const many = Array.from({ length: 1_000 }, (_, index) => ({ at: `items.${index}`, problem: 'is empty' }))
    const { message } = refuse({ _tag: 'ParametersInvalid', mistakes: many })
    const shown = message.split('\n- ').length - 1
    expect(message).to.match(new RegExp(`… and ${1_000 - shown} more$`))
  })
})
