import { expect } from 'chai'

describe('The handler for CodePipeline', () => {
  const before = { ...process.env }
  after(() => {
    process.env = before
  })

  it('declares two parameters, because Node.js 24 on Lambda rejects handlers with a callback', async () => {
    process.env['AWS_ENDPOINT_URL'] = 'http://127.0.0.1:9'
    const { handler, ready } = await import('../../../../src/entrypoints/codepipeline/index.ts')
    await ready
    expect(handler).to.have.length(2)
  })
})
