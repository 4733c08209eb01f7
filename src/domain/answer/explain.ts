import type { CdnFailure } from '../failures/cdn-failure.ts'
import type { PlanFailure } from '../failures/plan-failure.ts'
import type { Account } from '../parameters/account.ts'
import type { FailureType } from './answer.ts'
import type { Trouble } from './outcome.ts'

/** A failure in words: what failed, where, and what to do. */
export interface Explanation {
  readonly type: FailureType
  readonly text: string
}

/** Whose distributions were asked for, of which CDN, as which role. */
export interface Place {
  readonly cdn: string
  readonly account: Account | undefined
  readonly roleArn: string | undefined
}

const inAccount = ({ account }: Place): string =>
  account === undefined ? 'in the account that this function calls' : `in account ${account.id}`

const caller = ({ roleArn }: Place): string => roleArn ?? "this function's role"

const nothingWrong = 'Nothing is wrong with the parameters: retry the action.'

const explainFailure = (failure: CdnFailure, attempts: number, place: Place): Explanation => {
  const tried = attempts === 1 ? 'once' : `${attempts} times`
  switch (failure._tag) {
    case 'DistributionNotFound':
      return {
        type: 'ConfigurationError',
        text: `There is no such distribution ${inAccount(place)}. Check distributionId; a distribution of another account needs roleArn.`,
      }
    case 'InvalidationDenied':
      return {
        type: 'PermissionError',
        text: `${failure.permission} is denied on ${failure.resource}. Allow this action on this resource in ${caller(place)}.`,
      }
    case 'RoleDenied':
      return {
        type: 'PermissionError',
        text: `${failure.permission} is denied on ${failure.resource}. Allow this action on this resource in this function's role, and let that role's trust policy name this function's role and the externalId, where it asks for one.`,
      }
    case 'ItemsRefused':
      return { type: 'ConfigurationError', text: `${place.cdn} calls an item invalid: ${failure.detail} Correct items.` }
    case 'RequestTooLarge':
      return { type: 'JobFailed', text: `${place.cdn} refused the request as too large. Give fewer items, or wider wildcards.` }
    case 'ReferenceTaken':
      return {
        type: 'JobFailed',
        text: `${place.cdn} knows the reference of this job with other items. Retry the action: a new job has a new reference.`,
      }
    case 'TooManyInProgress':
    case 'Throttled':
    case 'CdnUnavailable':
      return { type: 'SystemUnavailable', text: `${place.cdn} was asked ${tried}, and answered ${failure.code} at last. ${nothingWrong}` }
    case 'NoAnswer':
      return {
        type: 'SystemUnavailable',
        text: `${place.cdn} was asked ${tried}, and gave no answer at last (${failure.reason}), so that the invalidation may exist. ${nothingWrong}`,
      }
    case 'RequestRefused':
      return { type: 'JobFailed', text: `${place.cdn} refused the request: ${failure.code}. The function's log has the details.` }
  }
}

/** Why a distribution is not done. */
export const explainTrouble = ({ failure, attempts }: Trouble, place: Place): Explanation =>
  failure === undefined
    ? {
        type: 'SystemUnavailable',
        text: `The function's time ran out before ${place.cdn} was asked. Retry the action; if that does not help, give the function a longer timeout.`,
      }
    : explainFailure(failure, attempts, place)

/** Why there is no plan, as a heading. */
export const explainPlanFailure = ({ _tag }: PlanFailure): string => {
  switch (_tag) {
    case 'ParametersInvalid':
      return 'UserParameters cannot be used as they are. Correct them in the action:'
    case 'ItemsNotSupported':
      return 'The CDN cannot do what items ask for:'
  }
}
