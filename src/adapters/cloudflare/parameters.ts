import type { CdnParameters } from '../../domain/cdn/capabilities.ts'
import { excerpt } from '../../domain/codec/excerpt.ts'
import { matching, parsedString } from '../../domain/codec/value.ts'
import { host } from '../http/host-name.ts'

const zoneId = parsedString(
  'ZoneId',
  'a zone id',
  matching(
    /^[0-9a-f]{32}$/,
    id =>
      `${excerpt(id)} is not a zone id; it has 32 hexadecimal digits, such as 023e105f4ecef8ad9ca31a8372d0c353 (not the name of the domain)`,
  ),
)

/** Cloudflare's own parameters of a job: the zone, and the host of the paths. The API token is not one of them. */
export const parameters: CdnParameters = {
  targetNoun: 'zone',
  target: { key: 'zone', codec: zoneId, example: '023e105f4ecef8ad9ca31a8372d0c353' },
  host,
  credentials: undefined,
}
