import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { expect } from 'chai'
import { build, type Plugin } from 'esbuild'

const { parseFaster }: { readonly parseFaster: Plugin } = await import(new URL('../../../build/parse-faster.mjs', import.meta.url).href)

describe('parseFaster', () => {
  const folder = mkdtempSync(join(tmpdir(), 'parse-faster-'))
  after(() => rmSync(folder, { recursive: true }))
  let files = 0

  /** Bundles a module, and returns its text. */
  const bundled = async (source: string, extension = 'ts'): Promise<string> => {
    files += 1
    const entry = join(folder, `${files}.${extension}`)
    writeFileSync(entry, source)
    const { outputFiles } = await build({ entryPoints: [entry], bundle: true, write: false, format: 'esm', plugins: [parseFaster] })
    return outputFiles[0]?.text ?? ''
  }

  const run = (code: string): unknown => {
    const context = { result: undefined }
    runInNewContext(code, context)
    return context.result
  }

  it('writes arrow functions as functions', async () => {
    const code = await bundled(`
      /** Says this. */
      type Pair = readonly [number, number]
      const add = (a: number) => async ({ b = 2 }: { b?: number } = {}, ...[c]: Pair) => a + b + c
      globalThis.result = [typeof add(1), [3, 4].map(n => n * 2)].join()`)
    expect(code).to.not.include('=>')
    expect(run(code)).to.equal('function,6,8')
  })

  const needed: Readonly<Record<string, string>> = {
    'this, in a field': 'class A { y = 1; x = () => this.y }; globalThis.result = new A().x()',
    'this, in a static field': 'class A { static y = 1; static x = () => this.y }; globalThis.result = A.x()',
    'this, in a parameter': 'class A { y = 1; x(read = () => this.y) { return read() } }; globalThis.result = new A().x()',
    'this, in a method': 'class A { y = 1; x() { return [0].map(() => this.y)[0] } }; globalThis.result = new A().x()',
    'this, after super':
      'class A { y = 1 }; class B extends A { x; constructor() { super(); this.x = () => this.y } }; globalThis.result = new B().x()',
    super:
      'class A { y() { return 1 } }; class B extends A { y() { return [0].map(() => super.y())[0] } }; globalThis.result = new B().y()',
    arguments: 'function f() { return (() => arguments.length)() }; globalThis.result = f(0)',
    'new.target': 'function F() { const get = () => new.target; this.x = get() === F ? 1 : 0 }; globalThis.result = new F().x',
  }
  for (const [what, source] of Object.entries(needed)) {
    it(`leaves a file unchanged if its arrow functions need ${what}`, async () => {
      const code = await bundled(source, 'js')
      expect(code).to.include('=>')
      expect(run(code)).to.equal(1)
    })
  }

  it('keeps what lets esbuild leave out unused code', async () => {
    const code = await bundled('const make = () => ({}); const unused = /* @__PURE__ */ make(); globalThis.result = 1')
    expect(code).to.not.include('make')
  })
})
