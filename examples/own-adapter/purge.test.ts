import assert from 'node:assert/strict'
import { after, beforeEach, describe, it } from 'node:test'
import { readItem } from 'cloudfront-invalidator'
import { cdnInvalidatorContract } from 'cloudfront-invalidator/testing'
import { capabilities, purgingCaches } from './purge.ts'
import { type Fault, startServer } from './unreliable-server.ts'

const host = 'www.example.com'

let purged: string[] = []

const server = await startServer(({ method, url = '', headers }) => {
  if (method !== 'PURGE' || headers.host !== host) return 400
  purged.push(url)
  return 200
})
after(server.close)

const caches = new Map(['paris', 'lyon'].map(name => [name, server.url]))

cdnInvalidatorContract<Fault>(
  'HTTP PURGE',
  {
    capabilities,
    targets: { known: 'paris', other: 'lyon', unknown: 'atlantis' },
    host,
    faults: {
      Denied: 405,
      Throttled: 429,
      ServerError: 503,
      Rejected: 400,
      LostBefore: 'lost before',
      LostAfter: 'lost after',
      Hang: 'silence',
    },
    start: async () => {
      purged = []
      server.reset()
      return { ...server, cdn: purgingCaches(caches), created: () => purged.map(path => ({ items: [path] })) }
    },
  },
  { describe, it, beforeEach },
)

void it('counts a page that is not in the cache as purged', async () => {
  const page = readItem('/a')
  assert.ok(page.ok)
  server.arrange(404)
  const request = { targetId: 'paris', host, items: [page.value], reference: 'job-1', credentials: undefined } as const
  assert.equal((await purgingCaches(caches).invalidate(request, 2_000)())._tag, 'Right')
})
