import { type CdnFailure, isTransient, reasonOf } from '../../domain/cdn/cdn-failure.ts'
import type { Invalidation } from '../../domain/cdn/invalidation.ts'
import type { Failure } from '../../domain/job/answer.ts'
import { jsonLine } from '../ci/text.ts'
import { type Display, done, failureOf, type Outcome } from './outcome.ts'
import type { StatusCommand } from './read-command.ts'
import { inOptions } from './words.ts'

/** What to print for a status. */
export const statusOutcome = (
  { targetId, invalidationId }: StatusCommand,
  status: Invalidation['status'],
  { format, targetNoun }: Pick<Display, 'format' | 'targetNoun'>,
): Outcome => done(format === 'json' ? jsonLine({ status, invalidationId, [`${targetNoun}Id`]: targetId }) : `${status}\n`)

/** Why a status is not known, as users see it. `name` is that of the CDN. */
export const statusFailure = (name: string, { targetId, invalidationId }: StatusCommand, failure: CdnFailure): Failure => {
  if (failure._tag === 'InvalidationNotFound') return failureOf('configuration', `${targetId} has no invalidation ${invalidationId}.`)
  if (failure._tag === 'TargetNotFound') {
    return failureOf(
      'configuration',
      inOptions(`There is no ${failure.noun ?? 'distribution'} ${targetId} ${failure.where}. ${failure.hint}`),
    )
  }
  if (failure._tag === 'InvalidationUnauthenticated') {
    return failureOf('configuration', `${name} did not authenticate the request (${failure.code}). Check your credentials and your clock.`)
  }
  if ('permission' in failure) {
    return failureOf('permission', inOptions(`${failure.permission} is denied on ${failure.resource}. ${failure.hint}`))
  }
  const reason = reasonOf(failure)
  return isTransient(failure)
    ? failureOf('unavailable', `${name} did not answer (${reason}). Run the command again.`)
    : failureOf('failed', `${name} rejected the request with ${reason}.`)
}
