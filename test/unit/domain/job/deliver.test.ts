import { expect } from 'chai'
import type { Answer } from '../../../../src/domain/job/answer.ts'
import { reportAnswer } from '../../../../src/domain/job/deliver.ts'
import { ciCapabilities, runContext } from '../../../support/capabilities.ts'

const answers = (text: string): ReadonlyArray<Answer> => [
  { _tag: 'Success', summary: text, status: 'InProgress', invalidationIds: [], targetIds: ['E1'], pathCount: 1 },
  { _tag: 'Failure', kind: 'failed', message: text, invalidationIds: [] },
  { _tag: 'Continuation', token: 't', summary: text, percentComplete: 0 },
  { _tag: 'Unfinished', summary: text, percentComplete: 0 },
]

const deadline = 60_000

const commandFor = (answer: Answer, now = 0) =>
  reportAnswer(answer, {
    ...runContext,
    ci: { ...ciCapabilities, maxMessageLength: 20 },
    now,
    invocationStartedAt: 0,
    deadline,
    random: 0,
  })

describe('reportAnswer', () => {
  it('reports a text of the maximum length unchanged', () => {
    for (const answer of answers('x'.repeat(20))) expect(commandFor(answer)).to.deep.include({ _tag: 'Report', answer })
  })

  it('shortens a longer text', () => {
    const shortened = answers(`${'x'.repeat(19)}…`)
    for (const [index, answer] of answers('x'.repeat(21)).entries())
      expect(commandFor(answer)).to.deep.include({ answer: shortened[index] })
  })

  it('has five seconds, but ends 100 milliseconds before the deadline', () => {
    const [answer] = answers('x')
    const within = (now: number) => answer && commandFor(answer, now)
    expect(within(0)).to.include({ within: 5_000 })
    expect(within(deadline - 5_100)).to.include({ within: 5_000 })
    expect(within(deadline - 5_099)).to.include({ within: 4_999 })
    expect(within(deadline - 300)).to.include({ within: 200 })
    expect(within(deadline - 102)).to.include({ within: 2 })
    expect(within(deadline)).to.include({ within: 1 })
  })
})
