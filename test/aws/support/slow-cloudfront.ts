import { once } from 'node:events'
import { request as call, createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { text } from 'node:stream/consumers'

/** A proxy for MiniStack that delays completion. MiniStack itself completes invalidations immediately. */
export interface SlowCloudFront {
  readonly endpoint: string
  /** Reports completed invalidations as in progress in the next `answers` responses. */
  readonly delay: (answers: number) => void
  readonly close: () => Promise<void>
}

const completed = '<Status>Completed</Status>'

export const slowCloudFront = async (upstream: string): Promise<SlowCloudFront> => {
  let late = 0

  const forward = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    // The headers, including the host, stay unchanged because they are signed.
    const { method = 'GET', url = '/', headers } = request
    const onward = call(new URL(url, upstream), { method, headers })
    request.pipe(onward)
    const [answer] = (await once(onward, 'response')) as [IncomingMessage]
    const body = await text(answer)
    const isLate = late > 0 && body.includes(completed)
    if (isLate) late -= 1
    response.writeHead(answer.statusCode ?? 502, { 'content-type': answer.headers['content-type'] ?? 'text/xml' })
    response.end(isLate ? body.replace(completed, '<Status>InProgress</Status>') : body)
  }

  const server = createServer((request, response) => {
    forward(request, response).catch(error => response.destroy(error))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    endpoint: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    delay: answers => {
      late = answers
    },
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}
