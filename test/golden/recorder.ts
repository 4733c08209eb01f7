import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'

/** A request as the function sent it, without what differs from run to run: signatures, dates, ids of attempts. */
export interface RecordedRequest {
  /** Milliseconds since the test began, on the function's clock. */
  readonly at: number
  readonly service: string
  /** Whose credentials signed it. */
  readonly accessKeyId: string
  readonly method: string
  readonly path: string
  /** Those that say what is asked for, where there are any. */
  readonly headers?: Readonly<Record<string, string>>
  /** JSON as an object. Any other text as it is; a long one by its ends and its digest. */
  readonly body?: unknown
}

/** A proxy between the function and a local AWS that writes down every request. */
interface Recorder {
  readonly endpoint: string
  /** Forwards to this local AWS from now on, and starts a new recording. */
  readonly forwardTo: (endpoint: string) => void
  /** The requests since this was last asked, in the order of their arrival. */
  readonly take: () => ReadonlyArray<RecordedRequest>
  readonly close: () => Promise<void>
}

const meaningful = ['x-amz-target', 'range', 'if-match']

/** A body of more characters is recorded by its ends and its digest, so that a recording can be read. */
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

/** Every connection serves one request: one that was idle for long might be closed just as the next request is sent. */
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

/** Starts a proxy on a free loopback port. `sawTime` is told the function's time with each request, before AWS gets it. */
export const startRecorder = async (origin: number, sawTime: (now: number) => void): Promise<Recorder> => {
  let target = ''
  let recorded: RecordedRequest[] = []

  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await text(message)
    const entry = toRecorded(message, body, origin)
    recorded.push(entry)
    sawTime(origin + entry.at)
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
