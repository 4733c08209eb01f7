import { type LocalFastly, startLocalFastly } from '../../../local/fastly/server.ts'

/** Two services that exist, one that does not, and their host. */
export const service = 'SU1Z0isxPaozGVKXdv0eY'
export const otherService = 'TU1Z0isxPaozGVKXdv0eY'
export const unknownService = 'XU1Z0isxPaozGVKXdv0eY'
export const host = 'www.example.com'

/** The token that may purge the services. */
export const apiToken = 'fastly-Test-Token-0123456789-abcdefgh'

/** Starts local Fastly servers for the tests of one suite, and closes them after each test. */
export const localFastlyPerTest = (): (() => Promise<LocalFastly>) => {
  const started: LocalFastly[] = []
  afterEach(async () => {
    await Promise.all(started.splice(0).map(server => server.close()))
  })
  return async () => {
    const server = await startLocalFastly({ services: { [service]: [host], [otherService]: [host] }, token: apiToken })
    started.push(server)
    return server
  }
}
