import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { type ApiError, type Purge, readPurge } from './purges.ts'

/** A response of the API, or of something between it and the client. */
export interface Reply {
  readonly status: number
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

/** What happens to one call instead of what was asked for. `after` means that the request is carried out before that. */
export type Fault =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'drop'; readonly after: boolean }
  | { readonly kind: 'half' }
  | { readonly kind: 'hang' }

/** A call as it arrived. */
interface Call {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<IncomingMessage['headers']>
}

/** Cloudflare's API for purging, on a loopback port. */
export interface LocalCloudflare {
  /** The API's base URL. */
  readonly baseUrl: string
  readonly purges: () => ReadonlyArray<Purge>
  readonly calls: () => ReadonlyArray<Call>
  /** Makes the next calls go wrong, one fault each. */
  readonly schedule: (...faults: ReadonlyArray<Fault>) => void
  readonly close: () => Promise<void>
}

interface Options {
  /** The zones that exist, each with its hosts. */
  readonly zones: Readonly<Record<string, ReadonlyArray<string>>>
  /** The token that may purge them. */
  readonly token: string
}

const json = (status: number, content: object): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(content),
})

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

const send = (response: ServerResponse, { status, headers, body }: Reply): void => {
  response.writeHead(status, headers).end(body)
}

/** Announces the whole body, sends half of it, and closes the connection. */
const sendHalf = (response: ServerResponse, { status, headers, body }: Reply): void => {
  response.writeHead(status, { ...headers, 'content-length': body.length })
  response.write(body.slice(0, body.length / 2), () => response.destroy())
}

const respond = (response: ServerResponse, carryOut: () => Reply, fault: Fault | undefined): void => {
  switch (fault?.kind) {
    case undefined:
      send(response, carryOut())
      break
    case 'reply':
      send(response, fault.reply)
      break
    case 'drop':
      if (fault.after) carryOut()
      response.destroy()
      break
    case 'half':
      sendHalf(response, carryOut())
      break
    case 'hang':
  }
}

/** Starts the server on a free loopback port. */
export const startLocalCloudflare = async (options: Options): Promise<LocalCloudflare> => {
  const purges: Purge[] = []
  const calls: Call[] = []
  const faults: Fault[] = []

  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(message)
    const call: Call = { method: message.method ?? '', path: message.url ?? '', headers: message.headers }
    calls.push(call)
    respond(response, () => handle(options, call, body, purge => purges.push(purge)), faults.shift())
  }

  const server = createServer((message, response) => {
    serve(message, response).catch(error => response.destroy(error))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}/client/v4`,
    purges: () => [...purges],
    calls: () => [...calls],
    schedule: (...added) => {
      faults.push(...added)
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
