import { expect } from 'chai'
import type { Answer } from '../../../../src/domain/job/answer.ts'
import { reportAnswer } from '../../../../src/domain/job/deliver.ts'
import { ci, runContext } from '../../../support/cdn.ts'

const answers = (text: string): ReadonlyArray<Answer> => [
  { _tag: 'Success', summary: text, status: 'InProgress', invalidationIds: [], targetIds: ['E1'], pathCount: 1 },
  { _tag: 'Failure', kind: 'failed', message: text, invalidationIds: [] },
  { _tag: 'Continuation', token: 't', summary: text, percentComplete: 0 },
  { _tag: 'Unfinished', summary: text, percentComplete: 0 },
]

const reported = (answer: Answer) =>
  reportAnswer(answer, {
    ...runContext,
    ci: { ...ci, maxMessageLength: 20 },
    now: 0,
    invocationStartedAt: 0,
    deadline: 60_000,
    random: 0,
  })

describe('reportAnswer', () => {
  it('reports a text of as many characters as the CI system shows as it is', () => {
    for (const answer of answers('x'.repeat(20))) expect(reported(answer)).to.deep.include({ _tag: 'Report', answer })
  })

  it('shortens a longer one', () => {
    const shortened = answers(`${'x'.repeat(19)}…`)
    for (const [index, answer] of answers('x'.repeat(21)).entries()) expect(reported(answer)).to.deep.include({ answer: shortened[index] })
  })
})
