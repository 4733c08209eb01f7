import type { CdnParameters } from '../../domain/cdn/capabilities.ts'
import { excerpt } from '../../domain/codec/excerpt.ts'
import { matching, parsedString } from '../../domain/codec/value.ts'
import { host } from '../http/host-name.ts'

/** Fastly says only that an id is alphanumeric. https://www.fastly.com/documentation/reference/api/purging/ */
const serviceId = parsedString(
  'ServiceId',
  'a service id',
  matching(
    /^[A-Za-z0-9]{1,64}$/,
    id => `${excerpt(id)} is not a service id; it has letters and digits only, such as SU1Z0isxPaozGVKXdv0eY (not the name of the service)`,
  ),
)

/** Fastly's own parameters of a job: the service, and the host of the paths. The API token is not one of them. */
export const parameters: CdnParameters = {
  targetNoun: 'service',
  target: { key: 'service', codec: serviceId, example: 'SU1Z0isxPaozGVKXdv0eY' },
  host,
  credentials: undefined,
}
