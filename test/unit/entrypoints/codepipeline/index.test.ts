import { expect } from 'chai'
import { handler } from '../../../../src/entrypoints/codepipeline/index.ts'

describe('The CodePipeline entrypoint', () => {
  it('declares two parameters: Node 24 on Lambda refuses a handler that takes a callback', () => {
    expect(handler).to.have.length(2)
  })
})
