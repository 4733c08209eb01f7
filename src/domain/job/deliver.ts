import type { Answer } from './answer.ts'
import { presentable } from './answers/message.ts'
import type { StepCommand, Stop } from './command.ts'
import type { DecisionContext } from './context.ts'
import type { Delivery } from './progress.ts'
import { timing } from './timing.ts'

/** Gives the answer to the CI system, in a text that it can show. */
export const reportAnswer = (answer: Answer, { now, deadline, ci }: DecisionContext): StepCommand | Stop => ({
  _tag: 'Report',
  answer: presentable(answer, ci),
  within: Math.min(timing.report, Math.max(1, deadline - timing.shutdownMargin - now)),
})

const reportAgain = (
  { answer, failure, notBefore }: Extract<Delivery, { _tag: 'Retry' }>,
  context: DecisionContext,
): StepCommand | Stop => {
  const { now, deadline } = context
  if (Math.max(now, notBefore) + timing.minimumCall > deadline - timing.shutdownMargin) return { _tag: 'GiveUp', failure }
  return notBefore > now ? { _tag: 'Pause', milliseconds: notBefore - now } : reportAnswer(answer, context)
}

/** An answer that may have arrived is retried until it is accepted, and nothing else is done. Without an answer, `next` decides. */
export const deliver = (state: Delivery, context: DecisionContext, next: () => StepCommand | Stop): StepCommand | Stop => {
  switch (state._tag) {
    case 'Settled':
      return { _tag: 'Finish', answer: state.answer }
    case 'GivenUp':
      return { _tag: 'GiveUp', failure: state.failure }
    case 'Retry':
      return reportAgain(state, context)
    case 'NotReported':
      return next()
  }
}
