import { type Call, json, type LocalApi, type Reply, startLocalApi } from '../http/server.ts'

/** What one request purged, as Fastly received it. */
interface Purge {
  /** The service; `undefined` for a URL. */
  readonly service: string | undefined
  readonly soft: boolean
  /** A URL or surrogate keys; empty for the whole service. */
  readonly values: ReadonlyArray<string>
}

/** Fastly's API for purging, on a loopback port. */
export interface LocalFastly extends LocalApi {
  readonly purges: () => ReadonlyArray<Purge>
}

interface Options {
  /** The services that exist, each with its hosts. */
  readonly services: Readonly<Record<string, ReadonlyArray<string>>>
  /** The token that may purge them. */
  readonly token: string
}

const maxKeys = 256

const key = /^[!-~]{1,1024}$/

/** A refused request, in the form that is known of Fastly. */
export const refusal = (status: number, reason: string): Reply => json(status, { status: 'fail', reason })

const unauthorized = json(401, { msg: 'Provided credentials are missing or invalid' })

const notFound = json(404, { msg: 'Record not found', detail: 'Cannot find service' })

/** The surrogate keys of a body; a reason if Fastly does not accept them. */
const readKeys = (body: string): string | ReadonlyArray<string> => {
  const { surrogate_keys: keys }: { surrogate_keys?: unknown } = Object(JSON.parse(body))
  if (!Array.isArray(keys) || keys.length === 0) return 'No surrogate keys'
  if (keys.length > maxKeys) return `Batch surrogate key request only supports up to ${maxKeys} surrogate keys`
  const invalid = keys.find(one => typeof one !== 'string' || !key.test(one))
  return invalid === undefined ? keys : `Invalid surrogate key ${invalid}`
}

/** The ids count up over all requests. */
const idOf = (index: number): string => `108-1391560174-${974_124 + index}`

const route = /^\/(?:purge\/(?<url>(?<host>[^/]+)\/.*)|service\/(?<service>[^/]+)\/(?<endpoint>purge|purge_all))$/

/** Carries out a request, or rejects it, as the API's documentation says. `record` returns how many values were purged before. */
const handle = ({ services, token }: Options, call: Call, body: string, record: (purge: Purge) => number): Reply => {
  const { url, host = '', service = '', endpoint } = route.exec(call.path)?.groups ?? {}
  const soft = call.headers['fastly-soft-purge'] !== undefined
  if (call.method !== 'POST' || (url ?? endpoint) === undefined) return notFound
  if (call.headers['fastly-key'] !== token) return unauthorized
  if (url !== undefined) {
    if (!Object.values(services).some(hosts => hosts.includes(host))) return notFound
    return json(200, { status: 'ok', id: idOf(record({ service: undefined, soft, values: [url] })) })
  }
  if (services[service] === undefined) return notFound
  if (endpoint === 'purge_all') {
    record({ service, soft, values: [] })
    return json(200, { status: 'ok' })
  }
  const keys = readKeys(body)
  if (typeof keys === 'string') return refusal(400, keys)
  const first = record({ service, soft, values: keys })
  return json(200, Object.fromEntries(keys.map((one, index) => [one, idOf(first + index)])))
}

/** Starts the server on a free loopback port. */
export const startLocalFastly = async (options: Options): Promise<LocalFastly> => {
  const purges: Purge[] = []
  const record = (purge: Purge): number => {
    const before = purges.flatMap(({ values }) => values).length
    purges.push(purge)
    return before
  }
  const api = await startLocalApi('', (call, body) => handle(options, call, body, record))
  return { ...api, purges: () => [...purges] }
}
