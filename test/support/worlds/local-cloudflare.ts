import { type LocalCloudflare, startLocalCloudflare } from '../../../local/cloudflare/server.ts'

/** Two zones that exist, one that does not, and their hosts. */
export const zone = '023e105f4ecef8ad9ca31a8372d0c353'
export const otherZone = '123e105f4ecef8ad9ca31a8372d0c353'
export const unknownZone = 'f23e105f4ecef8ad9ca31a8372d0c353'
export const host = 'www.example.com'

/** The token that may purge the zones. */
export const apiToken = 'cloudflare-Test-Token-0123456789-abcdefgh'

/** Starts local Cloudflare servers for the tests of one suite, and closes them after each test. */
export const localCloudflarePerTest = (): (() => Promise<LocalCloudflare>) => {
  const started: LocalCloudflare[] = []
  afterEach(async () => {
    await Promise.all(started.splice(0).map(server => server.close()))
  })
  return async () => {
    const server = await startLocalCloudflare({ zones: { [zone]: [host], [otherZone]: [host] }, token: apiToken })
    started.push(server)
    return server
  }
}
