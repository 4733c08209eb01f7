import { connect, type Socket } from 'node:net'
import { createServer, type TLSSocket } from 'node:tls'
import type { Certificate } from './certificate.ts'

/** What happens on a connection: all is passed on, or it is closed, at one of three moments. */
export type Behaviour = 'pass' | 'close when idle' | 'close on request' | 'close on response'

/** TLS in front of a server on this machine. */
export interface TlsServer {
  readonly port: number
  /** How many connections were opened. */
  readonly connections: () => number
  /** Behaviour of the next connections, in order; the others pass all on. */
  readonly next: (...behaviours: ReadonlyArray<Behaviour>) => void
  readonly close: () => Promise<void>
}

const join = (outside: TLSSocket, inside: Socket, behaviour: Behaviour): void => {
  const end = () => {
    outside.destroy()
    inside.destroy()
  }
  for (const socket of [outside, inside]) socket.on('error', end).on('close', end)
  if (behaviour === 'close when idle') outside.end()
  outside.on('data', data => (behaviour === 'close on request' ? end() : inside.write(data)))
  inside.on('data', data => (behaviour === 'close on response' ? end() : outside.write(data)))
}

/** Starts TLS in front of a port. */
export const startTlsServer = async (certificate: Certificate, port: number): Promise<TlsServer> => {
  const open = new Set<TLSSocket>()
  const behaviours: Behaviour[] = []
  let connections = 0
  const server = createServer(certificate, socket => {
    connections += 1
    open.add(socket)
    join(socket, connect(port, '127.0.0.1'), behaviours.shift() ?? 'pass')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    port: typeof address === 'object' ? (address?.port ?? 0) : 0,
    connections: () => connections,
    next: (...next) => void behaviours.push(...next),
    close: async () => {
      for (const socket of open) socket.destroy()
      await new Promise(resolve => server.close(resolve))
    },
  }
}
