import { expect } from 'chai'
import { globalRunner } from '../../../../src/testing/contracts/runner.ts'

describe('globalRunner', () => {
  const globals: { describe?: unknown } = globalThis
  let own: unknown
  beforeEach(() => {
    own = globals.describe
  })
  afterEach(() => {
    globals.describe = own
  })

  it('has the functions of the runner whose globals there are', () => {
    expect(globalRunner()).to.include({ describe: own })
  })

  it('asks for them if there are none', () => {
    globals.describe = undefined
    expect(globalRunner).to.throw('Pass those of the test runner')
  })
})
