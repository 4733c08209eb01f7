import type { CdnParameters } from '../../domain/cdn/capabilities.ts'
import { excerpt } from '../../domain/codec/excerpt.ts'
import { matching, parsedString } from '../../domain/codec/value.ts'

/** The value of `host` that stands for every host of the zone. */
export const everyHost = '*'

const zoneId = parsedString(
  'ZoneId',
  'a zone id',
  matching(
    /^[0-9a-f]{32}$/,
    id =>
      `${excerpt(id)} is not a zone id; it has 32 hexadecimal digits, such as 023e105f4ecef8ad9ca31a8372d0c353 (not the name of the domain)`,
  ),
)

/** Cloudflare compares hosts in lower case. https://developers.cloudflare.com/cache/how-to/purge-cache/purge-by-single-file/ */
const host = parsedString('Host', 'a host name', text =>
  matching(
    /^(?:\*|(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?)$/,
    () => `${excerpt(text)} is not a host name; one looks like www.example.com (no scheme, no port, no path)`,
  )(text.toLowerCase()),
)

/** Cloudflare's own parameters of a job: the zone, and the host of the paths. The API token is not one of them. */
export const parameters: CdnParameters = {
  targetNoun: 'zone',
  target: { key: 'zone', codec: zoneId, example: '023e105f4ecef8ad9ca31a8372d0c353' },
  host: { key: 'host', codec: host, example: 'www.example.com' },
  credentials: undefined,
}
