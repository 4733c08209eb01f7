import { expect } from 'chai'

describe('The handler for S3 events', () => {
  const before = process.env['ORIGINS']
  after(() => {
    if (before === undefined) delete process.env['ORIGINS']
    else process.env['ORIGINS'] = before
  })

  it('declares two parameters, because Node.js 24 on Lambda rejects handlers with a callback', async () => {
    process.env['ORIGINS'] = '[{"bucket":"my-site","distributionId":"E1"}]'
    const { handler } = await import('../../../../src/entrypoints/s3-events/index.ts')
    expect(handler).to.have.length(2)
  })
})
