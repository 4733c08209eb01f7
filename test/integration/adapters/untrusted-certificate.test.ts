import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import { expect } from 'chai'
import * as E from 'fp-ts/lib/Either.js'
import { certificateFor } from '../../../local/tls/certificate.ts'
import { startTlsServer, type TlsServer } from '../../../local/tls/server.ts'
import { ownAccount } from '../../../src/adapters/aws/account.ts'
import { cloudFrontInvalidator } from '../../../src/adapters/cloudfront/cloudfront-invalidator.ts'
import { fastlyInvalidator } from '../../../src/adapters/fastly/fastly-invalidator.ts'
import { tokenInVariable } from '../../../src/adapters/http/api-token.ts'
import type { CdnInvalidator } from '../../../src/ports/cdn-invalidator.ts'
import { item } from '../../support/builders/arbitraries.ts'
import { leftOf } from '../../support/either.ts'

const request = { targetId: 'E1', host: 'www.example.com', items: [item('/a')] as const, reference: 'r', credentials: undefined }

describe('A server whose certificate is not trusted', () => {
  let web: Server
  let server: TlsServer
  beforeEach(async () => {
    web = createServer((_, response) => response.end('{}'))
    await once(web.listen(0, '127.0.0.1'), 'listening')
    server = await startTlsServer(certificateFor('localhost'), (web.address() as AddressInfo).port)
  })
  afterEach(async () => {
    await server.close()
    web.close()
  })

  const credentials = { accessKeyId: 'ASIATEST', secretAccessKey: 'secret' }
  const adapters: Readonly<Record<string, (baseUrl: string) => CdnInvalidator>> = {
    CloudFront: endpoint =>
      cloudFrontInvalidator(() => new CloudFrontClient({ endpoint, region: 'eu-west-1', credentials, maxAttempts: 1 }), ownAccount()),
    Fastly: baseUrl => fastlyInvalidator(tokenInVariable('T', 'token'), E.right({ baseUrl, removal: 'remove' })),
  }
  for (const [name, adapterAt] of Object.entries(adapters)) {
    it(`is not called again (${name})`, async () => {
      const failure = leftOf(await adapterAt(`https://localhost:${server.port}`).invalidate(request, 2_000)())
      expect(failure).to.deep.equal({
        _tag: 'RequestRejected',
        code: 'an untrusted certificate (DEPTH_ZERO_SELF_SIGNED_CERT)',
        hint: 'Check the endpoint, and proxies on the way. If a proxy has certificates of its own, name them in NODE_EXTRA_CA_CERTS.',
      })
    })
  }
})
