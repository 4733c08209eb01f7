import { generateKeyPairSync, sign } from 'node:crypto'
import { isIP } from 'node:net'

/** A self-signed certificate and its key, in PEM. */
export interface Certificate {
  readonly cert: string
  readonly key: string
}

/** A value in DER, the binary notation of certificates. https://www.itu.int/rec/T-REC-X.690 */
const der = (tag: number, ...contents: ReadonlyArray<Uint8Array>): Buffer => {
  const content = Buffer.concat(contents)
  const { length } = content
  const size = length < 128 ? [length] : [0x82, length >> 8, length & 255]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

const sequence = (...items: ReadonlyArray<Uint8Array>): Buffer => der(0x30, ...items)
const bitString = (bytes: Uint8Array): Buffer => der(0x03, Buffer.of(0), bytes)
const bytes = (hex: string): Buffer => Buffer.from(hex, 'hex')

/** Object identifiers. */
const commonName = bytes('0603550403')
const subjectAltName = bytes('0603551d11')
const ecdsaWithSha256 = sequence(bytes('06082a8648ce3d040302'))

const altName = (host: string): Buffer =>
  isIP(host) === 4 ? der(0x87, Buffer.from(host.split('.').map(Number))) : der(0x82, Buffer.from(host))

/** A certificate for these hosts, names or IPv4 addresses. Servers on this machine use it, and clients that are configured to trust it. */
export const certificateFor = (...hosts: ReadonlyArray<string>): Certificate => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const name = sequence(der(0x31, sequence(commonName, der(0x0c, Buffer.from('local')))))
  const validity = sequence(der(0x18, Buffer.from('20200101000000Z')), der(0x18, Buffer.from('21200101000000Z')))
  const extensions = sequence(sequence(subjectAltName, der(0x04, sequence(...hosts.map(altName)))))
  const version = der(0xa0, bytes('020102'))
  const serial = bytes('020101')
  const key = publicKey.export({ type: 'spki', format: 'der' })
  const content = sequence(version, serial, ecdsaWithSha256, name, validity, name, key, der(0xa3, extensions))
  const certificate = sequence(content, ecdsaWithSha256, bitString(sign('sha256', content, privateKey)))
  const lines = certificate.toString('base64').replace(/.{64}/g, '$&\n').trimEnd()
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  }
}
