import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A response of an API, or of something between it and the client. */
export interface Reply {
  readonly status: number
  readonly body: string
  readonly headers?: Readonly<Record<string, string>>
}

/** What happens to one call instead of its normal response. `after` means that the request is carried out first. */
export type Fault =
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'drop'; readonly after: boolean }
  | { readonly kind: 'half' }
  | { readonly kind: 'hang' }

/** A call as it arrived. */
export interface Call {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<IncomingMessage['headers']>
}

/** An API on a loopback port. */
export interface LocalApi {
  /** The API's base URL. */
  readonly baseUrl: string
  readonly calls: () => ReadonlyArray<Call>
  /** Makes the next calls go wrong, one fault each. */
  readonly schedule: (...faults: ReadonlyArray<Fault>) => void
  readonly close: () => Promise<void>
}

/** A response with JSON. */
export const json = (status: number, content: object): Reply => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(content),
})

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

/** Starts an API on a free loopback port. `handle` carries out a call, or rejects it. */
export const startLocalApi = async (basePath: string, handle: (call: Call, body: string) => Reply): Promise<LocalApi> => {
  const calls: Call[] = []
  const faults: Fault[] = []

  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(message)
    const call: Call = { method: message.method ?? '', path: message.url ?? '', headers: message.headers }
    calls.push(call)
    respond(response, () => handle(call, body), faults.shift())
  }

  const server = createServer((message, response) => {
    serve(message, response).catch(error => response.destroy(error))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    baseUrl: `http://127.0.0.1:${port}${basePath}`,
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
