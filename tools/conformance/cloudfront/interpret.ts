import type { Finding, Reading } from '../finding.ts'
import { observed, unclear } from '../finding.ts'
import { describeRefusal, describeReply, type Refusal, type Reply } from './reply.ts'

/** The text with which CloudFront refuses a used reference. https://github.com/aws/aws-cdk/issues/3878 */
const usedReference = /caller reference that was used/i

/** Which error a refusal of a used reference is. */
const referenceError = (refusal: Refusal): 'already-exists' | 'reference-used' | undefined => {
  if (refusal.code === 'InvalidationBatchAlreadyExists') return 'already-exists'
  return refusal.code === 'InvalidArgument' && usedReference.test(refusal.message) ? 'reference-used' : undefined
}

/** Whether CloudFront refused what a request asks for, such as a path, rather than its reference. */
const isInvalid = (reply: Reply): reply is Refusal =>
  reply._tag === 'Refused' && reply.code === 'InvalidArgument' && referenceError(reply) === undefined

/** What the answer to the same request means. `first` is the invalidation that the first request created; `when` says how long ago. */
export const readIdenticalResend = (first: string, reply: Reply, when: string): Finding<Reading<'identicalResend'>> => {
  if (reply._tag === 'Accepted') {
    return reply.id === first
      ? observed('same-invalidation', `${when}: the same invalidation`)
      : unclear(`${when}: another invalidation was created`)
  }
  const error = referenceError(reply)
  return error === undefined ? unclear(`${when}: ${describeRefusal(reply)}`) : observed(error, `${when}: ${describeRefusal(reply)}`)
}

/** What the answer to another request with a used reference means. */
export const readChangedResend = (reply: Reply, when: string): Finding<Reading<'changedResend'>> => {
  const error = reply._tag === 'Refused' ? referenceError(reply) : undefined
  return error === undefined ? unclear(`${when}: ${describeReply(reply)}`) : observed(error, `${when}: ${describeReply(reply)}`)
}

/** An answer of GetInvalidation, `after` seconds from the creation. */
export interface Look {
  readonly after: number
  readonly refusal: Refusal | undefined
}

/** What the answers of GetInvalidation mean, in their order. The first of them came directly after the creation. */
export const readNewInvalidation = (looks: ReadonlyArray<Look>): Finding<Reading<'newInvalidation'>> => {
  const [first] = looks
  if (first === undefined) return unclear('no answer')
  if (first.refusal === undefined) return observed('found', 'directly after the creation')
  const found = looks.find(({ refusal }) => refusal === undefined)
  const areMissing = looks.every(({ refusal }) => refusal === undefined || refusal.code === 'NoSuchInvalidation')
  return found !== undefined && areMissing
    ? observed('not-found-at-first', `${describeRefusal(first.refusal)}; found after ${found.after.toFixed(1)} s`)
    : unclear(`${describeRefusal(first.refusal)}; never found`)
}

/** What the answers for single characters mean. */
export const readRefusedCharacter = (
  replies: ReadonlyArray<readonly [Exclude<Reading<'refusedCharacter'>, 'none'>, Reply]>,
): Finding<Reading<'refusedCharacter'>> => {
  const others = replies.filter(([, reply]) => reply._tag === 'Refused' && !isInvalid(reply))
  const refused = replies.filter(([, reply]) => isInvalid(reply))
  const [first, second] = refused
  const [other] = others
  if (other !== undefined) return unclear(`${other[0]} ${describeReply(other[1])}`)
  if (first === undefined) return observed('none', `${replies.length} characters accepted`)
  const evidence = `${refused.map(([character]) => character).join(' ')} refused, ${replies.length - refused.length} accepted: ${describeReply(first[1])}`
  return second === undefined ? observed(first[0], evidence) : unclear(evidence)
}

/** Whether an item was accepted. */
export const readAcceptance = (reply: Reply): Finding<'accepted' | 'refused'> => {
  if (reply._tag === 'Accepted') return observed('accepted', 'an invalidation was created')
  return isInvalid(reply) ? observed('refused', describeRefusal(reply)) : unclear(describeRefusal(reply))
}

/** Whether a tag was accepted. `hasNoConfig` is undefined if the distribution's configuration could not be read. */
export const readTag = (reply: Reply, hasNoConfig: boolean | undefined): Finding<Reading<'tagsWithoutConfig'>> => {
  const finding = readAcceptance(reply)
  return finding._tag === 'Observed' && finding.reading === 'accepted' && hasNoConfig === undefined
    ? unclear('accepted, but it could not be read whether the distribution has a CacheTagConfig')
    : finding
}

/** What a distribution for tenants answered. */
export const readTenants = (reply: Reply): Finding<Reading<'multiTenantDistribution'>> =>
  reply._tag === 'Refused' && reply.code === 'NoSuchDistribution'
    ? observed('no-such-distribution', describeRefusal(reply))
    : unclear(describeReply(reply))

/** What was served for a path with `'`: `before` its object changed, `cached` after that, and `after` `%27` was invalidated. */
export interface Served {
  readonly before: string
  readonly cached: string
  readonly after: string
}

/** Whether `%27` invalidated what was requested as `'`. The object changed from `first` to `second`. */
export const readEviction = ({ before, cached, after }: Served): Finding<'evicted' | 'not-evicted'> => {
  if (before !== 'first') return unclear('the URL did not serve the object of the bucket')
  if (cached !== 'first') return unclear('the URL did not serve the object from a cache')
  if (after === 'second') return observed('evicted', 'served anew after the invalidation completed')
  return after === 'first' ? observed('not-evicted', 'still cached after the invalidation completed') : unclear('served something else')
}
