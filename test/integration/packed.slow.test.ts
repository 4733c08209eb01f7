import { execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { blocksOf } from '../support/documents.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { bin, dependencies, exports, name, version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

/** Files that a clone does not contain. */
const ignored = new Set(['.git', ...readFileSync(join(root, '.gitignore'), 'utf8').trim().split('\n')].map(line => line.replace('/', '')))

const run = (folder: string, command: string, ...args: ReadonlyArray<string>): string =>
  execFileSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    env: {
      PATH: process.env['PATH'],
      HOME: folder,
      npm_config_update_notifier: 'false',
      ORIGINS: '[{"bucket":"my-site","distributionId":"E1"}]',
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })

const lineOfComment = /^\s*\*.*$/gm

/** The names of the packages that a module or a declaration imports; Node.js has its own. */
const imported = (text: string): ReadonlyArray<string> =>
  [...text.replaceAll(lineOfComment, '').matchAll(/(?:from |import |import\()["'](?!node:)((?:@[^/"']+\/)?[^./"'][^/"']*)/g)].map(
    ([, found = '']) => found,
  )

describe('The package, packed from a fresh clone and installed', function () {
  this.timeout(120_000)

  let folder: string
  let clone: string
  let installed: string
  let files: ReadonlyArray<string>

  const read = (file: string): string => readFileSync(join(installed, file), 'utf8')

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'packed-'))
    clone = join(folder, 'clone')
    cpSync(root, clone, { recursive: true, filter: source => !ignored.has(relative(root, source)) })
    symlinkSync(join(root, 'node_modules'), join(clone, 'node_modules'))
    run(clone, 'npm', 'pack', '--pack-destination', folder)
    const archive = readdirSync(folder).find(file => file.endsWith('.tgz')) ?? ''
    run(folder, 'tar', '-xzf', archive)

    mkdirSync(join(folder, 'node_modules'))
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
    installed = join(folder, 'node_modules', name)
    renameSync(join(folder, 'package'), installed)
    for (const dependency of Object.keys(dependencies))
      symlinkSync(join(root, 'node_modules', dependency), join(folder, 'node_modules', dependency))
    files = readdirSync(installed, { recursive: true, encoding: 'utf8' }).filter(file => statSync(join(installed, file)).isFile())
  })
  after(() => rmSync(folder, { recursive: true }))

  /** Compiles a program without the packages of this project, and runs it. */
  const execute = (program: string): string => {
    writeFileSync(join(folder, 'program.ts'), program)
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    run(folder, process.execPath, tsc, 'program.ts', '--module', 'nodenext', '--target', 'es2023', '--strict', '--declaration')
    return run(folder, process.execPath, 'program.js')
  }

  it('contains a file for every export', () => {
    const targets = Object.values<string | Record<string, string>>(exports).flatMap(target =>
      typeof target === 'string' ? target : Object.values(target),
    )
    for (const target of targets) expect(existsSync(join(installed, target)), target).to.equal(true)
  })

  it('has types for every code export', () => {
    const code = Object.entries<Record<string, string>>(exports).filter(([path]) => path !== './package.json')
    for (const [path, target] of code) expect(target, path).to.have.property('types')
  })

  it('contains every file that its documents link to', () => {
    for (const file of files.filter(name => name.endsWith('.md'))) {
      for (const [, path = ''] of read(file).matchAll(/\]\((?!https?:)([^)#]+)/g)) {
        const target = join(dirname(file), path)
        expect(target.startsWith('..'), `${file}: ${path}`).to.equal(false)
        expect(existsSync(join(installed, target)), `${file}: ${path}`).to.equal(true)
      }
    }
  })

  it('contains no other file that may be in dist, even if npm is configured to run no scripts', () => {
    for (const other of ['packaged.yaml', 'SHA256SUMS', `${name}-${version}.zip`]) writeFileSync(join(clone, 'dist', other), '')
    const [packed] = JSON.parse(run(clone, 'npm', 'pack', '--ignore-scripts', '--dry-run', '--json'))
    expect(packed.files.map(({ path }: { path: string }) => path)).to.have.members(files)
  })

  it('contains what sam deploy needs for its templates: their code, and samconfig.toml next to them', () => {
    const templates = files.filter(file => file.endsWith('.yaml') && read(file).includes('\nTransform: '))
    expect(templates).to.include.members(['template.yaml', 'template-s3-events.yaml'])
    for (const template of templates) {
      const folder = join(installed, dirname(template))
      const [, code = ''] = /(?:CodeUri|Location): (\S+)/.exec(read(template)) ?? []
      for (const needed of [code, 'samconfig.toml']) expect(existsSync(join(folder, needed)), `${template}: ${needed}`).to.equal(true)
    }
  })

  it('depends on exactly the packages that the library imports', () => {
    const sources = files.filter(file => /^dist\/([^/]*\.js|types\/.*\.d\.ts)$/.test(file))
    expect([...new Set(sources.map(read).flatMap(imported))]).to.have.members(Object.keys(dependencies))
  })

  it('runs the example of docs/cover.md', () => {
    const [example = ''] = blocksOf('docs/cover.md', 'ts')
    const output = execute(`${example.replace(/^\/\/ (.*)$/m, 'const documented = $1')}
      console.log(JSON.stringify([cover, documented]))`)
    const [cover, documented] = JSON.parse(output)
    expect(cover).to.deep.equal(documented)
  })

  it('has types that detect an error', () => {
    const task = '{ changed: [], unchanged: [], maxPaths: MAX_PATHS, maxWildcards: 15 }'
    const program = `import { leastCollateralCover } from '${name}'\nconsole.log(leastCollateralCover(${task}).ok)`
    expect(execute(program.replace('MAX_PATHS', '2'))).to.equal('true\n')
    expect(() => execute(program.replace('MAX_PATHS', '"two"'))).to.throw()
  })

  it('exports the types that declarations of its users need', () => {
    const program = `
      import type { Answer, Artifact, CdnCapabilities, CiCapabilities, Cover, CoverTask, InvalidationRequest, LogEntry, Parameter } from '${name}'
      import type { MemoryCdn } from '${name}/testing'
      export const credentialsOf = (request: InvalidationRequest) => request.credentials
      export const readerOf = (artifact: Artifact) => artifact.credentials
      export const everyHostOf = (capabilities: CdnCapabilities) => capabilities.everyHost
      export const variablesOf = (capabilities: CiCapabilities) => capabilities.variables
      export const collateralOf = (cover: Cover) => cover.collateral
      export const granularityOf = (task: CoverTask) => task.granularity
      export const successOf = (answer: Answer) => (answer._tag === 'Success' ? answer : undefined)
      export const failureOf = (answer: Answer) => (answer._tag === 'Failure' ? answer : undefined)
      export const restOf = (answer: Answer) => (answer._tag === 'Continuation' || answer._tag === 'Unfinished' ? answer : undefined)
      export const changeSetOf = (answer: Answer) => (answer._tag === 'Success' ? answer.changeSet : undefined)
      export const codecOf = (parameter: Parameter) => parameter.codec
      export const rejectedOf = (entry: LogEntry) => (entry._tag === 'MessageRejected' ? entry.failure : undefined)
      export const createdBy = (cdn: MemoryCdn) => cdn.created()`
    expect(execute(program)).to.equal('')
  })

  it('runs its command line without the AWS SDK', () => {
    const command = join(installed, bin[name])
    expect(read(bin[name]).split('\n')[0]).to.equal('#!/usr/bin/env node')
    expect(run(folder, command, '--version')).to.equal(`${version}\n`)
    expect(run(folder, command, 'plan', '/a')).to.match(/^1 path; /)
    expect(run(folder, command, 'invalidate', '/a', '--distribution', 'E1', '--dry-run')).to.match(
      /^Dry run, nothing was created: 1 path on E1/,
    )
  })

  for (const lambda of ['codepipeline', 's3-events']) {
    it(`exports the handler of ${lambda}, which runs without the AWS SDK`, () => {
      const output = execute(`
        import { handler } from '${name}/${lambda}'
        const run: (event: unknown, context: never) => Promise<unknown> = handler
        console.log(run.length)`)
      expect(output).to.equal('2\n')
    })
  }
})
