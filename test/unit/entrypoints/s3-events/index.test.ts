import { expect } from 'chai'

describe('The handler for S3 events', () => {
  const before = { ...process.env }
  after(() => {
    process.env = before
  })

  it('declares two parameters, because Node.js 24 on Lambda rejects handlers with a callback', async () => {
    process.env['AWS_ENDPOINT_URL'] = 'http://127.0.0.1:9'
    process.env['ORIGINS'] = '[{"bucket":"my-site","distributionId":"E1"}]'
    const { handler, ready } = await import('../../../../src/entrypoints/s3-events/index.ts')
    await ready
    expect(handler).to.have.length(2)
  })
})
