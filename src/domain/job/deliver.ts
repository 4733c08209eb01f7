import type { End, Step } from './action.ts'
import type { Answer } from './answer.ts'
import type { Moment } from './moment.ts'
import { patience } from './patience.ts'
import type { Report } from './progress.ts'

/** Gives the answer to the CI system. */
export const report = (answer: Answer, { now, deadline }: Moment): Step | End => ({
  _tag: 'Report',
  answer,
  within: Math.min(patience.report, Math.max(1, deadline - patience.margin - now)),
})

const reportAgain = ({ answer, failure, notBefore }: Extract<Report, { _tag: 'Retry' }>, moment: Moment): Step | End => {
  const { now, deadline } = moment
  if (Math.max(now, notBefore) + patience.least > deadline - patience.margin) return { _tag: 'GiveUp', failure }
  return notBefore > now ? { _tag: 'Pause', milliseconds: notBefore - now } : report(answer, moment)
}

/** Once an answer may have arrived, it is repeated until it is taken, and nothing else is done. Before that, `next` is. */
export const deliver = (state: Report, moment: Moment, next: () => Step | End): Step | End => {
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
