import { spawn } from 'node:child_process'
import { readdirSync, watch } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'

// Runs the tests that import a file each time it is saved. (mocha --watch runs all tests.) Tests that read a file instead of importing it,
// such as a bundle or a document, do not run.

const root = join(import.meta.dirname, '..')
const watched = ['src', 'test', 'local', 'bench']
const suites = ['test/unit', 'test/integration']

/** Milliseconds without a save before the tests start: an editor writes in several steps, and a checkout writes many files. */
const pause = 100

const filesIn = folder => readdirSync(join(root, folder), { recursive: true }).map(file => join(folder, file))

/** The tests that import one of the files, directly or indirectly, those with the fewest imports first. Type imports are ignored. */
const testsOf = async files => {
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: suites.flatMap(filesIn).filter(file => file.endsWith('.test.ts')),
    outdir: 'dist',
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    treeShaking: false,
    metafile: true,
    write: false,
    logLevel: 'error',
  })
  return Object.values(metafile.outputs)
    .map(({ entryPoint, inputs }) => ({ entryPoint, imports: Object.keys(inputs) }))
    .filter(({ imports }) => imports.some(file => files.has(file)))
    .toSorted((one, other) => one.imports.length - other.imports.length)
    .map(({ entryPoint }) => entryPoint)
}

/** Files saved since the last run that passed. */
const saved = new Set()
let timer
let mocha

const runTests = async () => {
  const started = timer
  try {
    const tests = await testsOf(saved)
    if (started !== timer) return
    console.log(`\n${[...saved].join(', ')}: ${tests.length} test files`)
    if (tests.length === 0) return saved.clear()
    const run = spawn(process.execPath, ['node_modules/mocha/bin/mocha.js', '--reporter', 'dot', ...tests], { cwd: root, stdio: 'inherit' })
    // An interrupted run may also exit with 0.
    run.once('exit', code => code === 0 && !run.killed && saved.clear())
    mocha = run
  } catch {
    // esbuild has printed the error. The next save tries again.
  }
}

for (const folder of watched) {
  watch(join(root, folder), { recursive: true }, (_, file) => {
    if (!file?.endsWith('.ts')) return
    saved.add(join(folder, file).replaceAll('\\', '/'))
    mocha?.kill('SIGINT')
    clearTimeout(timer)
    timer = setTimeout(runTests, pause)
  })
}
console.log(`Watching ${watched.join(', ')}`)
