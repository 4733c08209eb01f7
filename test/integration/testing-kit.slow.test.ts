import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { dependencies, name }: { dependencies: object; name: string } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

const example = join(root, 'examples/own-adapter')
const suites = ['purge.test', 'webhook.test']

describe('The testing kit, installed in another project', function () {
  this.timeout(120_000)

  let folder: string
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'testing-kit-'))
    const modules = join(folder, 'node_modules')
    mkdirSync(join(modules, '@types'), { recursive: true })
    for (const file of ['package.json', 'dist']) cpSync(join(root, file), join(modules, name, file), { recursive: true })
    for (const dependency of [...Object.keys(dependencies), '@types/node', 'undici-types']) {
      symlinkSync(join(root, 'node_modules', dependency), join(modules, dependency))
    }
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
  })
  after(() => rmSync(folder, { recursive: true }))

  const run = (...args: ReadonlyArray<string>) => spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env: {} })

  /** Compiles the example as `edit` leaves it, and runs its suites. */
  const test = (edit = (source: string) => source) => {
    for (const file of readdirSync(example)) writeFileSync(join(folder, file), edit(readFileSync(join(example, file), 'utf8')))
    const options = ['--module', 'nodenext', '--target', 'es2023', '--strict', '--rewriteRelativeImportExtensions', '--types', 'node']
    expect(run(join(root, 'node_modules/typescript/bin/tsc'), ...suites.map(suite => `${suite}.ts`), ...options).stdout).to.equal('')
    return run('--test', '--test-reporter=tap', ...suites.map(suite => `${suite}.js`))
  }

  it('passes two correct adapters, with the test runner of that project', () => {
    const { status, stdout } = test()
    expect(stdout)
      .to.include('CdnInvalidator contract: HTTP PURGE')
      .and.include('JobReporter contract: The webhook')
      .and.not.include('not ok')
    expect(stdout).to.match(/# pass 6\d\n/)
    expect(status).to.equal(0)
  })

  const mistakes: ReadonlyArray<readonly [string, string, string, string]> = [
    ['changes a path', "method: 'PURGE', path,", "method: 'PURGE', path: path.toLowerCase(),", 'passes every item on as it is'],
    [
      'reads a denial as something else',
      "=== 403) return { _tag: 'ReportDenied'",
      "=== 402) return { _tag: 'ReportDenied'",
      'fails with ReportDenied, after one attempt',
    ],
  ]
  for (const [what, right, wrong, title] of mistakes) {
    it(`fails an adapter that ${what}`, () => {
      const { status, stdout } = test(source => source.replace(right, wrong))
      expect(stdout).to.match(new RegExp(`not ok \\d+ - ${title}`))
      expect(status).to.equal(1)
    })
  }
})
