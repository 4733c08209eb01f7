import assert from 'node:assert/strict'
import { after, beforeEach, describe, it } from 'node:test'
import { jobReporterContract } from 'cloudfront-invalidator/testing'
import { type Fault, startServer } from './unreliable-server.ts'
import { capabilities, webhook } from './webhook.ts'

const server = await startServer(({ method }) => (method === 'POST' ? 204 : 400))
after(server.close)

jobReporterContract<Fault>(
  'The webhook',
  {
    capabilities,
    jobs: { known: 'job-1', unknown: 'job-404' },
    faults: {
      Denied: 403,
      Unauthenticated: 401,
      Throttled: 429,
      ServerError: 503,
      Invalid: 400,
      LostBefore: 'lost before',
      LostAfter: 'lost after',
      Hang: 'silence',
    },
    start: async () => {
      server.reset()
      return { ...server, reporter: webhook(server.url), settled: () => undefined }
    },
  },
  { describe, it, beforeEach },
)

void it('shows no password in the URL', async () => {
  const answer = { _tag: 'Failure', kind: 'failed', message: 'm', invalidationIds: [] } as const
  const result = await webhook(server.url.replace('//', '//user:secret@')).report('job-1', answer, 2_000)()
  assert.deepEqual(result, { _tag: 'Left', left: { _tag: 'ReporterUnavailable', reason: 'TypeError' } })
})
