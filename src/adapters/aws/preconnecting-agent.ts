import { Agent } from 'node:https'
import { isIP } from 'node:net'
import type { Duplex } from 'node:stream'
import type { TLSSocket } from 'node:tls'

/**
 * Milliseconds that opening a connection may take, and that it is kept without a request. AWS does not document when it closes idle
 * connections. The first request usually follows within milliseconds.
 */
const maxIdleMilliseconds = 3_000

const hostAndPort = (host: unknown, port: unknown): string => `${host}:${port}`

/**
 * Opens connections before there is a request. The first request to a host uses its connection, unless it was closed since. If it is closed
 * just as a request is sent, the request fails as on any kept connection, and the caller must repeat it.
 */
export class PreconnectingAgent extends Agent {
  readonly #opened = new Map<string, TLSSocket>()

  /** Opens a connection to a host, and sends nothing. Resolves when it is open, or when it failed. */
  open(host: string, port: number): Promise<void> {
    const key = hostAndPort(host, port)
    const socket = super.createConnection({ ...this.options, host, port, servername: isIP(host) === 0 ? host : '' }) as TLSSocket
    return new Promise(resolve => {
      socket.setTimeout(maxIdleMilliseconds, () => socket.destroy())
      socket.once('secureConnect', () => {
        socket.unref()
        this.#opened.set(key, socket)
        resolve()
      })
      socket.on('error', () => undefined)
      socket.once('close', () => {
        if (this.#opened.get(key) === socket) this.#opened.delete(key)
        resolve()
      })
    })
  }

  override createConnection(...parameters: Parameters<Agent['createConnection']>): Duplex | null | undefined {
    const [{ host, port }] = parameters
    const key = hostAndPort(host, port)
    const socket = this.#opened.get(key)
    this.#opened.delete(key)
    if (!socket?.writable) return super.createConnection(...parameters)
    socket.setTimeout(0).removeAllListeners('timeout').ref()
    return socket
  }
}
