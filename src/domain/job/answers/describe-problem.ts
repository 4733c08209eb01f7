import type { CdnFailure } from '../../cdn/cdn-failure.ts'
import { excerpt } from '../../codec/excerpt.ts'
import type { Plan } from '../../plan/plan.ts'
import type { FailureType } from '../answer.ts'
import type { Problem, TargetOutcome } from './outcome.ts'
import { counted, listed } from './summary.ts'

/** A failure in words: what failed, where, and what to do. */
export interface Explanation {
  readonly type: FailureType
  readonly text: string
}

const inAccount = ({ account }: Plan): string =>
  account === undefined ? 'in the account that this function calls' : `in account ${account.id}`

const caller = ({ spec }: Plan): string => spec.role?.arn ?? "this function's role"

/** What to say of a failure that passes. */
export const nothingWrong = 'Nothing is wrong with the parameters: retry the action.'

const describeFailure = (plan: Plan, failure: CdnFailure): Explanation => {
  const { name } = plan.capabilities
  const soLong = `for ${counted(plan.spec.timeoutMinutes, 'minute')}`
  switch (failure._tag) {
    case 'TargetNotFound':
      return {
        type: 'ConfigurationError',
        text: `There is no such distribution ${inAccount(plan)}. ${plan.spec.role ? 'Check distributionId and roleArn.' : 'Check distributionId; a distribution of another account needs roleArn.'}`,
      }
    case 'InvalidationNotFound':
      return {
        type: 'JobFailed',
        text: `${name} does not know an invalidation that it created. Look in the distribution's list of invalidations.`,
      }
    case 'InvalidationDenied':
      return {
        type: 'PermissionError',
        text: `${failure.permission} is denied on ${failure.resource}. Allow this action on this resource in ${caller(plan)}.`,
      }
    case 'CredentialsDenied':
      return {
        type: 'PermissionError',
        text: `${failure.permission} is denied on ${failure.resource}. Allow this action on this resource in this function's role, and let that role's trust policy name this function's role and the externalId, where it asks for one.`,
      }
    case 'CredentialsUnavailable':
      return {
        type: 'SystemUnavailable',
        text: `${plan.spec.role?.arn} could not be taken on ${soLong} (${failure.reason}). ${nothingWrong}`,
      }
    case 'ItemsRejected':
      return {
        type: 'ConfigurationError',
        text: `${name} calls an item invalid${failure.detail ? `: ${failure.detail}` : '.'} Correct items.`,
      }
    case 'RequestTooLarge':
      return { type: 'JobFailed', text: `${name} refused even a single item as too large. Give fewer items, or wider wildcards.` }
    case 'ReferenceTaken':
      return {
        type: 'JobFailed',
        text: `${name} knows the references of this job with other items. Retry the action: a new job has new references.`,
      }
    case 'TooManyInProgress':
    case 'Throttled':
    case 'CdnUnavailable':
      return { type: 'SystemUnavailable', text: `${name} was busy ${soLong}, and answered ${failure.code} at last. ${nothingWrong}` }
    case 'NoAnswer':
      return {
        type: 'SystemUnavailable',
        text: `${name} could not be reached ${soLong} (${failure.reason}); one more invalidation may exist than is listed. ${nothingWrong}`,
      }
    case 'RequestRejected':
      return { type: 'JobFailed', text: `The request was refused: ${failure.code}. Look this code up among the common errors of AWS.` }
  }
}

/** How many items a failure names. */
const named = 20

const notTried = (plan: Plan): Explanation => ({
  type: 'SystemUnavailable',
  text: `The function's time was over before ${plan.capabilities.name} was asked. Give the function a longer timeout: a minute is plenty.`,
})

/** Why a distribution is not done, and how far it got. */
export const describeProblem = (plan: Plan, { submitted }: TargetOutcome, trouble: Problem): Explanation => {
  switch (trouble._tag) {
    case 'NotSubmitted': {
      const { type, text } = trouble.failure === undefined ? notTried(plan) : describeFailure(plan, trouble.failure)
      return { type, text: `${text} Submitted: ${submitted} of ${counted(plan.items.length, 'item')}.` }
    }
    case 'SizeNotFound':
      return {
        type: 'SystemUnavailable',
        text: `${plan.capabilities.name} refused requests as too large, and ${counted(plan.spec.timeoutMinutes, 'minute')} were not enough to find a size that it takes. Give a larger timeoutMinutes, or fewer items. Submitted: ${submitted} of ${counted(plan.items.length, 'item')}.`,
      }
    case 'ItemsRejected':
      return {
        type: 'ConfigurationError',
        text: `${plan.capabilities.name} calls ${counted(trouble.items.length, 'item')} invalid: ${listed(trouble.items.slice(0, named).map(excerpt), trouble.items.length)}. Everything else was submitted.`,
      }
    case 'StatusUnknown': {
      const { type, text } = describeFailure(plan, trouble.failure)
      return { type, text: `Everything was submitted, but could not be watched. ${text}` }
    }
    case 'NotCompleted':
      return {
        type: 'JobFailed',
        text: `Everything was submitted, but ${plan.capabilities.name} did not complete it in ${counted(plan.spec.timeoutMinutes, 'minute')}. It goes on by itself; a larger timeoutMinutes waits longer.`,
      }
  }
}
