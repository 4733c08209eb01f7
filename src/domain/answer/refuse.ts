import type { PlanFailure } from '../failures/plan-failure.ts'
import type { Failure } from './answer.ts'
import { message } from './message.ts'
import { listed } from './summary.ts'

const mistaken = (heading: string, mistakes: Extract<PlanFailure, { mistakes: unknown }>['mistakes']): Failure => ({
  _tag: 'Failure',
  type: 'ConfigurationError',
  message: message(
    heading,
    mistakes.map(({ at, problem }) => `${at}: ${problem}`),
  ),
  invalidationIds: [],
})

/** The answer to a job for which there is no plan, or none to go on with. */
export const refuse = (failure: PlanFailure): Failure => {
  switch (failure._tag) {
    case 'ParametersInvalid':
      return mistaken('UserParameters cannot be used as they are. Correct them in the action:', failure.mistakes)
    case 'PlanNotSupported':
      return mistaken('The CDN cannot do what UserParameters ask for:', failure.mistakes)
    case 'TokenInvalid':
      return {
        _tag: 'Failure',
        type: 'JobFailed',
        message: message('The continuation token cannot be used. Retry the action, so that a new job begins:', [failure.reason]),
        invalidationIds: [],
      }
    case 'PlanChanged':
      return {
        _tag: 'Failure',
        type: 'JobFailed',
        message: message(
          'UserParameters were changed while the job was under way. Retry the action, so that a new job begins with the new ones.',
          [`Created before: ${failure.created === 0 ? 'nothing' : listed(failure.invalidationIds, failure.created)}`],
        ),
        invalidationIds: failure.invalidationIds,
      }
  }
}
