import { expect } from 'chai'
import { handler } from '../../../../src/entrypoints/codepipeline/index.ts'

describe('The handler for CodePipeline', () => {
  it('declares two parameters, because Node.js 24 on Lambda rejects handlers with a callback', () => {
    expect(handler).to.have.length(2)
  })
})
