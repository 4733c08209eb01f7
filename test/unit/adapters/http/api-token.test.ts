import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'chai'
import { tokenIn, tokenInEnvironment, tokenInFile, tokenInVariable } from '../../../../src/adapters/http/api-token.ts'
import { noAnswer } from '../../../../src/adapters/http/no-answer.ts'
import { rightOf } from '../../../support/either.ts'

const { signal } = new AbortController()

describe('tokenIn', () => {
  for (const token of ['abc', 'A-z_0.9~+/', 'abc=', 'abc==']) {
    it(`accepts ${token}, with white space around it`, () => {
      expect(tokenIn(token)).to.equal(token)
      expect(tokenIn(` ${token}\r\n`)).to.equal(token)
    })
  }

  for (const text of ['', ' \n', 'a b', 'a\nb', '{"token":"abc"}', '"abc"', 'ü', '=', 'a=b']) {
    it(`finds no token in ${JSON.stringify(text)}`, () => {
      expect(tokenIn(text)).to.equal(undefined)
    })
  }
})

describe('tokenInVariable', () => {
  it('reads the value, and names the variable', async () => {
    const source = tokenInVariable('NAME', 'value')
    expect(source.place).to.equal('NAME')
    expect(rightOf(await source.read(signal)())).to.equal('value')
  })
})

describe('tokenInEnvironment', () => {
  const source = tokenInEnvironment({ file: 'TOKEN_FILE', value: 'TOKEN' })

  it('prefers the file to the value', () => {
    expect(source({ TOKEN_FILE: '/run/token', TOKEN: 'x' }).place).to.equal('the file /run/token')
    expect(source({ TOKEN_FILE: '', TOKEN: 'x' }).place).to.equal('TOKEN')
  })

  it('is empty if neither is set', async () => {
    expect(rightOf(await source({}).read(signal)())).to.equal('')
  })
})

describe('tokenInFile', () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'token-'))
  })
  afterEach(() => rmSync(folder, { recursive: true }))

  it('reads the file each time, and names it', async () => {
    const path = join(folder, 'token')
    const source = tokenInFile(path)
    expect(source.place).to.equal(`the file ${path}`)
    expect(rightOf(await source.read(signal)())).to.equal('')
    for (const text of ['one\n', 'zwei ü']) {
      writeFileSync(path, text)
      expect(rightOf(await source.read(signal)())).to.equal(text)
    }
  })

  it('reads no file that cannot be read in time', async () => {
    const path = join(folder, 'token')
    writeFileSync(path, 'one')
    expect(rightOf(await tokenInFile(path).read(AbortSignal.abort())())).to.equal('')
  })
})

describe('noAnswer', () => {
  const reasons: ReadonlyArray<readonly [unknown, string]> = [
    [Object.assign(new Error('m'), { code: 'ECONNRESET' }), 'ECONNRESET'],
    [new DOMException('m', 'TimeoutError'), 'it took too long'],
    [Object.assign(new Error('m'), { name: 'AbortError', code: 'ABORT_ERR' }), 'it took too long'],
    [new Error('secret'), 'the connection failed'],
    [undefined, 'the connection failed'],
    [{ code: 7 }, 'the connection failed'],
    [{ code: 'authorization: Bearer abc' }, 'authorization: [redacted]'],
  ]
  for (const [error, reason] of reasons) {
    it(`gives "${reason}" as the reason of ${String(error)}`, () => {
      expect(noAnswer(error)).to.deep.equal({ _tag: 'NoAnswer', reason })
    })
  }
})
