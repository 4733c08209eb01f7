import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What happens to the next call: a response with this status, a lost connection, or no response. */
export type Fault = number | 'lost before' | 'lost after' | 'silence'

/** A local server that fails on request, and counts its calls. */
export interface UnreliableServer {
  readonly url: string
  readonly arrange: (fault: Fault) => void
  readonly calls: () => number
  readonly reset: () => void
  readonly close: () => void
}

/** Starts a server that answers with the status that `carryOut` returns, unless a fault was arranged. */
export const startServer = async (carryOut: (request: IncomingMessage) => number): Promise<UnreliableServer> => {
  let faults: Fault[] = []
  let calls = 0
  const server = createServer((request, response) => {
    calls += 1
    const fault = faults.shift()
    if (fault === 'silence') return
    if (fault === 'lost before') return void request.socket.destroy()
    const status = typeof fault === 'number' ? fault : carryOut(request)
    if (fault === 'lost after') return void request.socket.destroy()
    response.writeHead(status).end()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrange: fault => void faults.push(fault),
    calls: () => calls,
    reset: () => {
      faults = []
      calls = 0
    },
    close: () => {
      server.close()
      server.closeAllConnections()
    },
  }
}
