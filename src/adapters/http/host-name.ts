import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import { excerpt } from '../../domain/codec/excerpt.ts'
import { matching, type Parameter, parsedString } from '../../domain/codec/value.ts'

/** The value of `host` that means all hosts of the target. */
export const everyHost = '*'

/**
 * The failure for a request whose host does not fit its items. No plan has one. It keeps a request that was made without a plan from purging
 * more than its items. Not `ItemsRejected`: a rejected item may be widened.
 */
export const hostMismatch: CdnFailure = {
  _tag: 'RequestRejected',
  code: 'a host that does not fit the items',
  hint: 'Correct host: "*" is only for /* and cache tags.',
}

/** Reads a host name in lower case, because CDNs compare hosts like that, or `*`. */
const codec = parsedString('Host', 'a host name', text =>
  matching(
    /^(?:\*|(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)$/,
    () => `${excerpt(text)} is not a host name; one looks like www.example.com (no scheme, no port, no path)`,
  )(text.toLowerCase()),
)

/** The parameter for the host of the paths. */
export const host: Parameter = { key: 'host', codec, example: 'www.example.com' }
