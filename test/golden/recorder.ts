import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A request of the function, without values that differ between runs: signatures, dates, ids of attempts. */
export interface RecordedRequest {
  /** Milliseconds since the start of the test, in virtual time. */
  readonly at: number
  readonly service: string
  /** The credentials that signed the request. */
  readonly accessKeyId: string
  readonly method: string
  readonly path: string
  /** The headers that are part of the operation, if there are any. */
  readonly headers?: Readonly<Record<string, string>>
  /** JSON as an object, other text as a string. A long text is represented by its start, its end and its digest. */
  readonly body?: unknown
}

/** A proxy between the function and a local AWS that records every request. */
interface Recorder {
  readonly endpoint: string
  /** Forwards to this local AWS from now on, and starts a new recording. */
  readonly forwardTo: (endpoint: string) => void
  /** The requests since the last call, in order of arrival. */
  readonly take: () => ReadonlyArray<RecordedRequest>
  readonly close: () => Promise<void>
}

const meaningful = ['x-amz-target', 'range', 'if-match']

/** A body with more characters is shortened, so that recordings stay readable. */
const maxBody = 4_000
const shownOfLong = 400

const bodyOf = (body: string): unknown => {
  if (body.startsWith('{')) return JSON.parse(body)
  if (body.length <= maxBody) return body
  return {
    characters: body.length,
    sha256: createHash('sha256').update(body).digest('hex'),
    starts: body.slice(0, shownOfLong),
    ends: body.slice(-shownOfLong),
  }
}

const headersOf = ({ headers }: IncomingMessage): Readonly<Record<string, string>> =>
  Object.fromEntries(meaningful.flatMap(name => (headers[name] === undefined ? [] : [[name, String(headers[name])]])))

const scope = /Credential=(?<accessKeyId>[^/]+)\/\d+\/[^/]+\/(?<service>[^/]+)\//

const toRecorded = (message: IncomingMessage, body: string, origin: number): RecordedRequest => {
  const { method = '', url = '' } = message
  const headers = headersOf(message)
  const { accessKeyId = '', service = '' } = scope.exec(message.headers.authorization ?? '')?.groups ?? {}
  return {
    at: Number(message.headers['x-virtual-time']) - origin,
    service,
    accessKeyId,
    method,
    path: url,
    ...(Object.keys(headers).length > 0 && { headers }),
    ...(body !== '' && { body: bodyOf(body) }),
  }
}

/** Uses a new connection for every request, because an idle connection might close while the next request is sent. */
const relay = (target: string, message: IncomingMessage, body: string, response: ServerResponse): void => {
  const { connection: _, ...headers } = message.headers
  request(new URL(message.url ?? '/', target), { method: message.method, headers, agent: false }, answer => {
    response.writeHead(answer.statusCode ?? 502, answer.headers)
    answer.on('error', () => response.destroy())
    answer.pipe(response)
  })
    .on('error', () => response.destroy())
    .end(body)
}

/** Starts a proxy on a free loopback port. Calls `onTime` with the virtual time of each request before it forwards the request. */
export const startRecorder = async (origin: number, onTime: (now: number) => void): Promise<Recorder> => {
  let target = ''
  let recorded: RecordedRequest[] = []

  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(message)
    const entry = toRecorded(message, body, origin)
    recorded.push(entry)
    onTime(origin + entry.at)
    relay(target, message, body, response)
  }

  const server = createServer((message, response) => {
    serve(message, response).catch(error => response.destroy(error))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    endpoint: `http://127.0.0.1:${port}`,
    forwardTo: endpoint => {
      target = endpoint
      recorded = []
    },
    take: () => recorded.splice(0),
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
