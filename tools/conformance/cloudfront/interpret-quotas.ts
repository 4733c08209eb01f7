import { readings } from '../../../local/aws/readings.ts'
import type { Finding, Reading } from '../finding.ts'
import { notAsked, observed, unclear } from '../finding.ts'
import { describeReply, isThrottling, isTooLarge, isTooMany, type Refusal, type Reply } from './reply.ts'

/** A request of `size` items of one kind, sent while nothing else was in progress. */
export interface Attempt {
  readonly size: number
  readonly reply: Reply
}

/** Whether a refusal is that of a quota. */
export const isQuota = (reply: Reply): reply is Refusal =>
  reply._tag === 'Refused' && (isTooMany(reply) || isTooLarge(reply) || isThrottling(reply))

const describe = (attempts: ReadonlyArray<Attempt>, unit: string): string =>
  attempts.map(({ size, reply }) => `${size} ${unit}: ${describeReply(reply)}`).join('; ')

/** The one reading that fits what was accepted and refused. Without a refusal there may be no quota. */
const readQuota = <R extends string>(quotas: ReadonlyArray<R>, attempts: ReadonlyArray<Attempt>, unit: string): Finding<R> => {
  const saw = describe(attempts, unit)
  if (!attempts.some(({ reply }) => isQuota(reply))) return unclear(saw)
  if (attempts.some(({ reply }) => reply._tag === 'Refused' && !isQuota(reply))) return unclear(saw)
  const [first, second] = quotas.filter(reading =>
    attempts.every(({ size, reply }) => (reply._tag === 'Accepted' ? size <= Number(reading) : size > Number(reading))),
  )
  return first === undefined || second !== undefined ? unclear(saw) : observed(first, saw)
}

/** How many wildcards a quota allows. */
export const readWildcardQuota = (attempts: ReadonlyArray<Attempt>): Finding<Reading<'wildcardQuota'>> =>
  readQuota(readings.wildcardQuota, attempts, 'wildcards')

/** How many items without a wildcard a quota allows. */
export const readItemQuota = (attempts: ReadonlyArray<Attempt>): Finding<Reading<'itemQuota'>> => {
  const finding = readQuota(readings.itemQuota, attempts, 'items')
  const last = attempts.at(-1)
  return finding._tag === 'Unclear' && last?.reply._tag === 'Accepted' && last.size < 3_000
    ? unclear(`${finding.saw}; more need a higher --max-cost`)
    : finding
}

/** What followed the largest accepted request. */
export interface Again {
  /** The answer to a request directly after it. */
  readonly atOnce: Reply
  /** The answer to one more request some seconds later, if the one at once was refused. */
  readonly later: Reply | undefined
  /** Whether the accepted request was still in progress then. */
  readonly wasInProgress: boolean
}

/** What a quota counts. `again` is undefined if no request with wildcards was accepted. */
export const readQuotaKind = (
  wildcards: ReadonlyArray<Attempt>,
  items: ReadonlyArray<Attempt>,
  again: Again | undefined,
): Finding<Reading<'quotaKind'>> => {
  const refused = [...wildcards, ...items].map(({ reply }) => reply).find(isQuota)
  if (refused !== undefined && isTooLarge(refused)) return observed('per-request', describeReply(refused))
  if (again === undefined) return unclear('no request with wildcards was accepted')
  const { atOnce, later, wasInProgress } = again
  const wildcardsAreLimited = wildcards.some(({ reply }) => isQuota(reply))
  if (atOnce._tag === 'Accepted') {
    if (refused === undefined) return observed('none', 'nothing was refused')
    return wildcardsAreLimited
      ? observed('per-request', 'more wildcards were accepted directly after the largest request')
      : unclear(`wildcards are not limited, but items are: ${describeReply(refused)}`)
  }
  if (!isQuota(atOnce) || later === undefined) return unclear(describeReply(atOnce))
  if (!wasInProgress) return unclear('the first invalidation completed too soon to tell')
  if (later._tag === 'Accepted') return observed('per-second', 'accepted some seconds later, with the first invalidation in progress')
  return isQuota(later)
    ? observed('in-progress', `${describeReply(later)}, some seconds later, with the first invalidation in progress`)
    : unclear(describeReply(later))
}

/** The error of a quota. `replies` are all answers, in their order. */
export const readQuotaError = (replies: ReadonlyArray<Reply>): Finding<Reading<'quotaError'>> => {
  const refusals = replies.filter(isQuota)
  const refusal = refusals.find(one => !isTooLarge(one))
  if (refusal === undefined) return notAsked(refusals.length === 0 ? 'nothing was refused' : 'a quota per request answers BatchTooLarge')
  return observed(isTooMany(refusal) ? 'too-many' : 'throttling', describeReply(refusal))
}
