import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import { showable } from './server-text.ts'

const ended = ['AbortError', 'TimeoutError']

/**
 * Codes for a certificate that Node.js does not trust. One that has expired, or is not valid yet, may depend on the clock.
 * https://nodejs.org/api/tls.html#x509-certificate-error-codes
 */
const untrusted = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

/** The failure for a connection that ended with this code, if the certificate is not trusted: a retry does not change that. */
export const untrustedCertificate = (code: string): CdnFailure | undefined =>
  untrusted.has(code)
    ? {
        _tag: 'RequestRejected',
        code: `an untrusted certificate (${code})`,
        hint: 'Check the endpoint, and proxies on the way. If a proxy has certificates of its own, name them in NODE_EXTRA_CA_CERTS.',
      }
    : undefined

/** The failure for a call of Node.js's HTTP client without a complete response. */
export const noAnswer = (error: unknown): CdnFailure => {
  const { name, code }: { readonly name?: unknown; readonly code?: unknown } = Object(error)
  if (ended.some(known => known === name)) return { _tag: 'NoAnswer', reason: 'it took too long' }
  if (typeof code !== 'string') return { _tag: 'NoAnswer', reason: 'the connection failed' }
  return untrustedCertificate(code) ?? { _tag: 'NoAnswer', reason: showable(code) }
}
