import type { Answer } from './answer.ts'
import type { StepCommand, Stop } from './command.ts'
import type { DecisionContext } from './context.ts'
import type { Delivery } from './progress.ts'
import { timing } from './timing.ts'

/** Gives the answer to the CI system. */
export const reportAnswer = (answer: Answer, { now, deadline }: DecisionContext): StepCommand | Stop => ({
  _tag: 'Report',
  answer,
  within: Math.min(timing.report, Math.max(1, deadline - timing.shutdownMargin - now)),
})

const reportAgain = ({ answer, failure, notBefore }: Extract<Delivery, { _tag: 'Retry' }>, moment: DecisionContext): StepCommand | Stop => {
  const { now, deadline } = moment
  if (Math.max(now, notBefore) + timing.minimumCall > deadline - timing.shutdownMargin) return { _tag: 'GiveUp', failure }
  return notBefore > now ? { _tag: 'Pause', milliseconds: notBefore - now } : reportAnswer(answer, moment)
}

/** Once an answer may have arrived, it is repeated until it is taken, and nothing else is done. Before that, `next` is. */
export const deliver = (state: Delivery, moment: DecisionContext, next: () => StepCommand | Stop): StepCommand | Stop => {
  switch (state._tag) {
    case 'Settled':
      return { _tag: 'Finish', answer: state.answer }
    case 'GivenUp':
      return { _tag: 'GiveUp', failure: state.failure }
    case 'Retry':
      return reportAgain(state, moment)
    case 'NotReported':
      return next()
  }
}
