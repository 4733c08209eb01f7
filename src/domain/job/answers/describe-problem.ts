import type { CdnFailure } from '../../cdn/cdn-failure.ts'
import { excerpt } from '../../codec/excerpt.ts'
import type { Plan } from '../../plan/plan.ts'
import type { FailureKind } from '../answer.ts'
import type { Problem, TargetOutcome } from './outcome.ts'
import { counted, listed } from './summary.ts'

/** A failure as users see it: what failed, where, and what to do. */
export interface Description {
  readonly kind: FailureKind
  readonly text: string
}

/** The advice for a transient failure. */
export const nothingWrong = 'The parameters are fine: retry the action.'

const rejectedItem = (name: string, detail: string): string => {
  const reason = detail === '' ? '.' : `: ${detail}`
  return `${name} rejected an item as invalid${reason} Correct items.`
}

const describeFailure = ({ capabilities, spec }: Plan, failure: CdnFailure): Description => {
  const { name, parameters } = capabilities
  const minutes = counted(spec.timeoutMinutes, 'minute')
  switch (failure._tag) {
    case 'TargetNotFound':
      return { kind: 'configuration', text: `There is no such ${failure.noun ?? parameters.targetNoun} ${failure.where}. ${failure.hint}` }
    case 'InvalidationNotFound':
      return {
        kind: 'failed',
        text: `${name} does not know an invalidation that it created. Check the ${parameters.targetNoun}'s list of invalidations.`,
      }
    case 'InvalidationDenied':
    case 'CredentialsDenied':
      return { kind: 'permission', text: `${failure.permission} is denied on ${failure.resource}. ${failure.hint}` }
    case 'InvalidationUnauthenticated':
      return {
        kind: 'failed',
        text: `The request could not be authenticated (${failure.code}). Retry the action. If it fails again, check the clock and the credentials of the function.`,
      }
    case 'CredentialsUnavailable':
      return {
        kind: 'unavailable',
        text: `${spec.credentials?.principal} could not be assumed within ${minutes} (last response: ${failure.reason}). ${nothingWrong}`,
      }
    case 'ItemsRejected':
      return { kind: 'configuration', text: rejectedItem(name, failure.detail) }
    case 'RequestTooLarge':
      return { kind: 'failed', text: `${name} rejected even a single item as too large. Use fewer items, or wider wildcards.` }
    case 'AlreadyCreated':
      return { kind: 'failed', text: `An earlier attempt created the invalidation, and ${name} does not say which one it is.` }
    case 'TooManyInProgress':
    case 'Throttled':
    case 'CdnUnavailable':
      return { kind: 'unavailable', text: `${name} was unavailable for ${minutes} (last response: ${failure.code}). ${nothingWrong}` }
    case 'NoAnswer':
      return {
        kind: 'unavailable',
        text: `${name} could not be reached for ${minutes} (${failure.reason}); one more invalidation may exist than is listed. ${nothingWrong}`,
      }
    case 'RequestRejected':
      return { kind: 'failed', text: `The request was rejected with ${failure.code}. ${failure.hint}` }
  }
}

/** Items that a failure lists. */
const maxNamed = 20

/** What the CDN wrote, without its full stop. */
const inParentheses = (detail: string): string => (detail === '' ? '' : ` (${detail.replace(/\.$/, '')})`)

const notTried = ({ capabilities }: Plan): Description => ({
  kind: 'unavailable',
  text: `The invocation ended before ${capabilities.name} could be called. Give it a timeout of a minute, or the job more timeoutMinutes.`,
})

const notIdentified = ({ capabilities: { name, parameters } }: Plan): Description => ({
  kind: 'failed',
  text: `An earlier attempt created an invalidation whose id ${name} did not report. Check the ${parameters.targetNoun}'s list of invalidations.`,
})

/** Describes why a target is not finished, and how many items it accepted. */
export const describeProblem = (plan: Plan, { submitted }: TargetOutcome, problem: Problem): Description => {
  const { name } = plan.capabilities
  const minutes = counted(plan.spec.timeoutMinutes, 'minute')
  const progress = `Submitted: ${submitted} of ${counted(plan.items.length, 'item')}.`
  switch (problem._tag) {
    case 'NotSubmitted': {
      const { kind, text } = problem.failure === undefined ? notTried(plan) : describeFailure(plan, problem.failure)
      return { kind, text: `${text} ${progress}` }
    }
    case 'SizeNotFound':
      return {
        kind: 'unavailable',
        text: `${name} rejected requests as too large, and ${minutes} were not enough to find a size that it accepts. Use a larger timeoutMinutes, or fewer items. ${progress}`,
      }
    case 'ItemsRejected': {
      const { items, count, detail } = problem
      const named = items.length === 0 ? '' : `: ${listed(items.slice(0, maxNamed).map(excerpt), count)}`
      return {
        kind: 'configuration',
        text: `${name} rejected ${counted(count, 'item')} as invalid${named}${inParentheses(detail)}. Everything else was submitted.`,
      }
    }
    case 'StatusUnknown': {
      const { kind, text } = problem.failure === undefined ? notIdentified(plan) : describeFailure(plan, problem.failure)
      return { kind, text: `Everything was submitted, but its status could not be checked. ${text}` }
    }
    case 'NotCompleted':
      return {
        kind: 'failed',
        text: `Everything was submitted, but ${name} did not complete it within ${minutes}. It continues by itself; a larger timeoutMinutes waits longer.`,
      }
  }
}
