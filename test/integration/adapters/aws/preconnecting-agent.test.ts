import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import { certificateFor } from '../../../../local/tls/certificate.ts'
import { startTlsServer, type TlsServer } from '../../../../local/tls/server.ts'
import { PreconnectingAgent } from '../../../../src/adapters/aws/preconnecting-agent.ts'

const certificate = certificateFor('localhost', '127.0.0.1')

describe('PreconnectingAgent', () => {
  let web: Server
  let server: TlsServer
  let agent: PreconnectingAgent

  beforeEach(async () => {
    web = createServer((_, response) => response.end('ok'))
    await once(web.listen(0, '127.0.0.1'), 'listening')
    server = await startTlsServer(certificate, (web.address() as AddressInfo).port)
    agent = new PreconnectingAgent({ keepAlive: true, ca: certificate.cert })
  })
  afterEach(async () => {
    agent.destroy()
    await server.close()
    web.close()
  })

  const get = (host: string): Promise<number | string | undefined> =>
    new Promise(resolve => {
      request({ agent, host, port: server.port }, response => {
        response.resume().once('end', () => resolve(response.statusCode))
      })
        .once('error', ({ message }) => resolve(message))
        .end()
    })

  for (const host of ['localhost', '127.0.0.1']) {
    it(`opens a connection that the first request uses, and the next ones (${host})`, async () => {
      await agent.open(host, server.port)
      expect([await get(host), await get(host)]).to.deep.equal([200, 200])
      expect(server.connections()).to.equal(1)
    })
  }

  it('opens another one for another host', async () => {
    await agent.open('localhost', server.port)
    expect(await get('127.0.0.1')).to.equal(200)
    expect(server.connections()).to.equal(2)
  })

  it('fails a request whose connection is closed as it is sent, and opens another one for the next', async () => {
    server.next('close on request')
    await agent.open('localhost', server.port)
    expect(await get('localhost')).to.match(/socket hang up|ECONNRESET/)
    expect(await get('localhost')).to.equal(200)
  })

  it('ends a rehearsal even if no connection can be opened', async () => {
    await agent.open('localhost', 1)
    agent.options.ca = []
    await agent.open('localhost', server.port)
    expect(await get('localhost')).to.include('self-signed')
  })
})
