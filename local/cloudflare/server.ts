import { type Call, json, type LocalApi, type Reply, startLocalApi } from '../http/server.ts'
import { type ApiError, type Purge, readPurge } from './purges.ts'

/** Cloudflare's API for purging, on a loopback port. */
export interface LocalCloudflare extends LocalApi {
  readonly purges: () => ReadonlyArray<Purge>
}

interface Options {
  /** The zones that exist, each with its hosts. */
  readonly zones: Readonly<Record<string, ReadonlyArray<string>>>
  /** The token that may purge them. */
  readonly token: string
}

/** An error as the API reports it. */
export const refusal = (status: number, ...errors: ReadonlyArray<ApiError>): Reply =>
  json(status, { success: false, errors, messages: [], result: null })

const route = /^\/client\/v4\/zones\/(?<zone>[^/]*)\/(?<endpoint>purge_cache|invalidate_cache)$/

/** Carries out a request, or rejects it, as the API's documentation says. */
const handle = ({ zones, token }: Options, call: Call, body: string, record: (purge: Purge) => void): Reply => {
  const { zone = '', endpoint } = route.exec(call.path)?.groups ?? {}
  if (endpoint === undefined || call.method !== 'POST') return refusal(404, { code: 7000, message: 'No route for that URI' })
  if (call.headers.authorization !== `Bearer ${token}`) return refusal(401, { code: 10_000, message: 'Authentication error' })
  const hosts = zones[zone]
  if (hosts === undefined) {
    const message = `Could not route to ${call.path}, perhaps your object identifier is invalid?`
    return refusal(404, { code: 7003, message })
  }
  const purge = readPurge(JSON.parse(body), hosts)
  if ('code' in purge) return refusal(400, purge)
  record({ zone, endpoint: endpoint === 'purge_cache' ? endpoint : 'invalidate_cache', ...purge })
  return json(200, { success: true, errors: [], messages: [], result: { id: zone } })
}

/** Starts the server on a free loopback port. */
export const startLocalCloudflare = async (options: Options): Promise<LocalCloudflare> => {
  const purges: Purge[] = []
  const api = await startLocalApi('/client/v4', (call, body) => handle(options, call, body, purge => purges.push(purge)))
  return { ...api, purges: () => [...purges] }
}
