import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { dependencies, files, name }: { dependencies: object; files: ReadonlyArray<string>; name: string } = JSON.parse(
  readFileSync(join(root, 'package.json'), 'utf8'),
)

/** An adapter for a CDN with an interface of JSON over HTTP. */
const adapter = `
import { type CdnCapabilities, type CdnFailure, type CdnInvalidator, fakeCdnCapabilities } from '${name}/testing'

export const capabilities: CdnCapabilities = {
  ...fakeCdnCapabilities,
  name: 'Example CDN',
  tags: undefined,
  mixesKinds: false,
  maxItemsPerRequest: 50,
  idempotentByReference: false,
  completion: undefined,
}

const failureOf = (status: number, zone: string): CdnFailure => {
  if (status === 403) return { _tag: 'InvalidationDenied', permission: 'purge', resource: 'zone ' + zone, hint: 'Give the token this scope.' }
  if (status === 404) return { _tag: 'TargetNotFound', where: 'in this account', hint: 'Check zone.' }
  if (status === 429) return { _tag: 'Throttled', code: '429' }
  if (status >= 500) return { _tag: 'CdnUnavailable', code: String(status) }
  return { _tag: 'RequestRejected', code: String(status), hint: 'See the list of errors.' }
}

export const exampleCdn = (endpoint: string): CdnInvalidator => ({
  capabilities,
  invalidate: ({ targetId, items }, within) => async () => {
    try {
      const url = endpoint + '/zones/' + targetId + '/purge'
      const response = await fetch(url, { method: 'POST', body: JSON.stringify(items), signal: AbortSignal.timeout(within) })
      if (!response.ok) return { _tag: 'Left', left: failureOf(response.status, targetId) }
      const { id }: { id: string } = Object(await response.json())
      return { _tag: 'Right', right: { id, status: 'InProgress' } }
    } catch (error) {
      return { _tag: 'Left', left: { _tag: 'NoAnswer', reason: String(error) } }
    }
  },
  find: () => () => Promise.reject(new Error('there is no list of invalidations')),
  statusOf: () => () => Promise.reject(new Error('there is no status')),
})
`

/** The suite, with the runner of Node.js, and a double of that CDN. */
const suite = `
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, beforeEach, describe, it } from 'node:test'
import { cdnInvalidatorContract } from '${name}/testing'
import { capabilities, exampleCdn } from './adapter.js'

type Fault = number | 'before' | 'after' | 'hang' | 'html'

let created: Array<{ items: string[] }> = []
let faults: Fault[] = []
let calls = 0

const server = createServer(async (request, response) => {
  calls += 1
  const fault = faults.shift()
  if (fault === 'hang') return
  if (fault === 'before') return void request.socket.destroy()
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk)
  if (fault === 'html') return void response.end('<html>')
  if (typeof fault === 'number') return void response.writeHead(fault).end()
  if (!/^\\/zones\\/z[12]\\/purge$/.test(request.url ?? '')) return void response.writeHead(404).end()
  created.push({ items: JSON.parse(String(Buffer.concat(chunks))) })
  if (fault === 'after') return void request.socket.destroy()
  response.end(JSON.stringify({ id: 'p' + created.length }))
})
await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
const { port } = server.address() as AddressInfo
after(() => {
  server.close()
  server.closeAllConnections()
})

cdnInvalidatorContract<Fault>(
  'Example CDN',
  {
    capabilities,
    targets: { known: 'z1', other: 'z2', unknown: 'z404' },
    faults: { Denied: 403, Throttled: 429, ServerError: 503, Rejected: 418, Garbled: 'html', LostBefore: 'before', LostAfter: 'after', Hang: 'hang' },
    start: async () => {
      created = []
      faults = []
      calls = 0
      return { cdn: exampleCdn('http://127.0.0.1:' + port), arrange: fault => faults.push(fault), created: () => created, calls: () => calls }
    },
  },
  { describe, it, beforeEach },
)
`

describe('The testing kit, installed in another project', function () {
  this.timeout(120_000)

  let folder: string
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'testing-kit-'))
    const modules = join(folder, 'node_modules')
    mkdirSync(join(modules, '@types'), { recursive: true })
    for (const file of ['package.json', ...files.filter(file => file === 'dist')]) {
      cpSync(join(root, file), join(modules, name, file), { recursive: true })
    }
    for (const dependency of [...Object.keys(dependencies), '@types/node', 'undici-types']) {
      symlinkSync(join(root, 'node_modules', dependency), join(modules, dependency))
    }
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  })
  after(() => rmSync(folder, { recursive: true }))

  const run = (...args: ReadonlyArray<string>) => spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env: {} })

  /** Compiles the adapter and the suite, and runs them. */
  const test = (source: string) => {
    writeFileSync(join(folder, 'adapter.ts'), source)
    writeFileSync(join(folder, 'adapter.test.ts'), suite)
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    const compiled = run(tsc, 'adapter.test.ts', '--module', 'nodenext', '--target', 'es2023', '--strict', '--types', 'node')
    expect(compiled.stdout).to.equal('')
    return run('--test-reporter=tap', 'adapter.test.js')
  }

  it('runs its suite on an adapter, with the runner of that project, and finds it right', () => {
    const { status, stdout } = test(adapter)
    expect(stdout).to.include('CdnInvalidator contract: Example CDN').and.not.include('not ok')
    expect(stdout).to.match(/# pass (1\d|2\d)\n/)
    expect(status).to.equal(0)
  })

  it('finds an adapter wrong that sends one item of many', () => {
    const { status, stdout } = test(adapter.replace('JSON.stringify(items)', 'JSON.stringify(items.slice(0, 1))'))
    expect(stdout).to.match(/not ok \d+ - takes as many paths as it says/)
    expect(status).to.equal(1)
  })
})
