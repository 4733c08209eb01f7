import type { CdnFailure } from '../../../src/domain/cdn/cdn-failure.ts'

/** A permanent failure: the target does not exist. */
export const targetNotFound: CdnFailure = { _tag: 'TargetNotFound', where: 'in account 111111111111', hint: 'Check it.' }

/** A transient failure: the CDN limits the rate of requests. */
export const throttled: CdnFailure = { _tag: 'Throttled', code: 'Throttling' }

/** A transient failure that may also mean that a request has too many items. */
export const tooManyInProgress: CdnFailure = { _tag: 'TooManyInProgress', code: 'TooMany' }
