import { NodeHttpHandler } from '@smithy/node-http-handler'
import { PreconnectingAgent } from './preconnecting-agent.ts'

/** What a service would answer. It has no headers, because a client would correct its clock by the date. */
export interface RehearsedResponse {
  readonly statusCode: number
  readonly body: string
}

/** Something that can be rehearsed: while `run` runs, it has no effects outside the process, except open connections. */
export interface Rehearsable {
  /** Rejects if `run` does. Connections that real calls will need are open afterwards, if they could be opened. */
  readonly rehearse: (run: () => Promise<unknown>) => Promise<void>
}

type Handle = NodeHttpHandler['handle']

/**
 * The transport of an SDK client. In a rehearsal it sends nothing. It returns `response`, and opens a connection to the host of the request.
 * So the first real call finds the client's code compiled and its connection open.
 */
export class RehearsingHandler extends NodeHttpHandler implements Rehearsable {
  readonly #agent: PreconnectingAgent
  readonly #response: RehearsedResponse
  #isRehearsing = false
  #opening: Promise<void> | undefined

  constructor(response: RehearsedResponse) {
    // The number of connections is the SDK's default.
    const agent = new PreconnectingAgent({ keepAlive: true, maxSockets: 50 })
    super({ httpsAgent: agent })
    this.#agent = agent
    this.#response = response
  }

  async rehearse(run: () => Promise<unknown>): Promise<void> {
    this.#isRehearsing = true
    try {
      await run()
    } finally {
      this.#isRehearsing = false
    }
    await this.#opening
  }

  override async handle(...parameters: Parameters<Handle>): ReturnType<Handle> {
    if (!this.#isRehearsing) return super.handle(...parameters)
    const [{ protocol, hostname, port = 443 }] = parameters
    if (protocol === 'https:') this.#opening ??= this.#agent.open(hostname, port)
    const { statusCode, body } = this.#response
    return { response: { statusCode, headers: {}, body: Buffer.from(body) } }
  }
}
