import { excerpt } from '../../domain/codec/excerpt.ts'
import { matching, type Parameter, parsedString } from '../../domain/codec/value.ts'

/** The value of `host` that means all hosts of the target. */
export const everyHost = '*'

/** Reads a host name in lower case, because CDNs compare hosts like that, or `*`. */
const codec = parsedString('Host', 'a host name', text =>
  matching(
    /^(?:\*|(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)$/,
    () => `${excerpt(text)} is not a host name; one looks like www.example.com (no scheme, no port, no path)`,
  )(text.toLowerCase()),
)

/** The parameter for the host of the paths. */
export const host: Parameter = { key: 'host', codec, example: 'www.example.com' }
