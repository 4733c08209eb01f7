/** What one request purged, as Cloudflare received it. */
export interface Purge {
  readonly zone: string
  readonly endpoint: 'purge_cache' | 'invalidate_cache'
  readonly field: string
  /** URLs, prefixes, hosts or tags; empty for the whole zone. */
  readonly values: ReadonlyArray<string>
}

/** Why a request is rejected, in Cloudflare's notation. */
export interface ApiError {
  readonly code: number
  readonly message: string
}

const url = /^https?:\/\/[a-z0-9.-]+(?::\d+)?\/[!-~]*$/
const prefix = /^[a-z0-9.-]+(?:\/[!-"$->@-~]*)?$/
const hostName = /^[a-z0-9.-]+$/
const tag = /^[!-+\--~]{1,1024}$/

const slashesIn = (text: string): number => text.split('/').length - 1

/**
 * The fields of a request: which values they accept, and how many.
 * https://developers.cloudflare.com/cache/how-to/purge-cache/
 */
const fields: Readonly<Record<string, { readonly max: number; readonly accepts: (value: string) => boolean }>> = {
  files: { max: 100, accepts: value => url.test(value) && !value.includes('*') },
  prefixes: { max: 100, accepts: value => prefix.test(value) && slashesIn(value) <= 31 },
  hosts: { max: 100, accepts: value => hostName.test(value) },
  tags: { max: 100, accepts: value => tag.test(value) },
}

const hostOf = (field: string, value: string): string | undefined =>
  field === 'tags' ? undefined : value.replace(/^https?:\/\//, '').split(/[:/]/)[0]

const noField: ApiError = {
  code: 1012,
  message: 'Request must contain one of "purge_everything", "files", "tags", "hosts" or "prefixes"',
}

/** What a body purges in a zone with these hosts. A list is rejected as a whole if Cloudflare rejects one of its values. */
export const readPurge = (body: unknown, hosts: ReadonlyArray<string>): ApiError | Pick<Purge, 'field' | 'values'> => {
  const entries = Object.entries(Object(body))
  const [[field, values] = ['', undefined]] = entries
  if (entries.length !== 1) return noField
  if (field === 'purge_everything') return values === true ? { field, values: [] } : noField
  const rule = fields[field]
  if (rule === undefined) return noField
  if (!Array.isArray(values) || !values.every(value => typeof value === 'string')) return { code: 1014, message: `${field} is not a list` }
  if (values.length === 0 || values.length > rule.max) return { code: 1015, message: `Unable to purge ${values.length} ${field}` }
  const invalid = values.find(value => !rule.accepts(value))
  if (invalid !== undefined) return { code: 1016, message: `Unable to purge ${invalid}` }
  const foreign = values.find(value => !hosts.includes(hostOf(field, value) ?? hosts[0] ?? ''))
  return foreign === undefined ? { field, values } : { code: 1082, message: `Unable to purge ${foreign}, which is not in this zone` }
}
