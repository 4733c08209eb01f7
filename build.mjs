import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import { chmod, copyFile, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { parseFaster } from './build/parse-faster.mjs'
import { pruneSdk } from './build/prune-sdk.mjs'
import { licencesOf, packagesOf } from './tools/licences.mjs'

/** Inputs that no bundle may contain: second copies of libraries, what Node.js has itself, and development code. */
const unwanted = [
  /fp-ts\/lib\//,
  /io-ts\/lib\//,
  /jsonc-parser\/lib\/umd\//,
  /reflect-metadata\/Reflect\.js/,
  /@noble\/hashes\//,
  /^local\//,
  /src\/testing\//,
]

const nodeHashes = resolve(import.meta.dirname, 'build/node-hashes.mjs')

/** What bundles contain instead of what the sources import. */
const alias = {
  'fp-ts/lib': 'fp-ts/es6',
  'io-ts/lib': 'io-ts/es6',
  '@noble/hashes/sha2.js': nodeHashes,
  '@noble/hashes/utils.js': nodeHashes,
}

const sts = { entry: '@aws-sdk/client-sts', ceiling: 175_000, unwanted }

const artifacts = { entry: './src/adapters/s3/s3-artifact-store.ts', ceiling: 270_000, unwanted }

/**
 * The files of each Lambda. `handler` is loaded at the start; the others are modules that the sources `import()` on demand. `ceiling` is
 * the maximum size in bytes, minified. Raising it is a decision: do it in the commit that needs it.
 */
const lambdas = {
  codepipeline: {
    handler: {
      entry: './src/entrypoints/codepipeline/index.ts',
      ceiling: 450_000,
      unwanted: [...unwanted, /client-s3\//, /client-sts\//, /yauzl\//],
    },
    artifacts,
    sts,
  },
  's3-events': {
    handler: {
      entry: './src/entrypoints/s3-events/index.ts',
      ceiling: 395_000,
      unwanted: [...unwanted, /client-codepipeline\//, /client-s3\//, /client-sts\//, /yauzl\//],
    },
    sts,
  },
  'cloudflare-from-codepipeline': {
    handler: {
      entry: './examples/cloudflare-from-codepipeline/index.ts',
      ceiling: 450_000,
      unwanted: [...unwanted, /client-cloudfront\//, /client-s3\//, /client-sts\//, /yauzl\//],
    },
    artifacts,
  },
}

/** What `--version`, `--help` and `plan` must not wait for. */
const cloud = [/@aws-sdk\//, /@smithy\//, /inversify\//, /yauzl\//]

/** The files of the command line, in the same way. `main` is loaded at the start. */
const cli = {
  main: { entry: './src/entrypoints/cli/index.ts', ceiling: 50_000, unwanted: [...unwanted, ...cloud] },
  commands: { entry: './src/entrypoints/cli/commands.ts', ceiling: 150_000, unwanted: [...unwanted, ...cloud] },
  cloudfront: {
    entry: './src/entrypoints/cli/cloudfront.ts',
    ceiling: 700_000,
    unwanted: [...unwanted, /client-codepipeline\//, /client-s3\//, /yauzl\//],
  },
  cloudflare: {
    entry: './src/entrypoints/cli/cloudflare.ts',
    ceiling: 220_000,
    unwanted: [...unwanted, /@aws-sdk\//, /@smithy\//, /yauzl\//],
  },
  fastly: {
    entry: './src/entrypoints/cli/fastly.ts',
    ceiling: 220_000,
    unwanted: [...unwanted, /@aws-sdk\//, /@smithy\//, /yauzl\//],
  },
  'local-files': { entry: './src/adapters/local-files/local-files.ts', ceiling: 50_000, unwanted: [...unwanted, /@aws-sdk\//] },
  sts: { ...sts, ceiling: 350_000 },
}

/** The files of the GitHub Action: those of the command line, with another start. */
const githubAction = { ...cli, main: { ...cli.main, entry: './src/entrypoints/github-action/index.ts' } }

/** A client of the SDK bundles its package.json, but reads only its version. */
const versionOfClients = {
  name: 'version-of-clients',
  setup: ({ onLoad }) =>
    onLoad({ filter: /@aws-sdk\/client-[^/]+\/package\.json$/ }, async ({ path }) => {
      const { version } = JSON.parse(await readFile(path, 'utf8'))
      return { contents: JSON.stringify({ version }), loader: 'json' }
    }),
}

const pathIn = (folder, path) => (path.startsWith('.') ? resolve(folder, path) : path)

/** Makes an `import()` of a module with a separate file load that file. */
const separateFiles = files => ({
  name: 'separate-files',
  setup: ({ onResolve }) => {
    const names = new Map(Object.entries(files).map(([name, { entry }]) => [pathIn(import.meta.dirname, entry), name]))
    onResolve({ filter: /./ }, ({ kind, path, resolveDir }) => {
      const name = kind === 'dynamic-import' ? names.get(pathIn(resolveDir, path)) : undefined
      return name && { path: `./${name}.cjs`, external: true }
    })
  },
})

const { version } = JSON.parse(readFileSync('package.json', 'utf8'))

/**
 * The bundles are CommonJS, which starts faster: in an ES module, a static import of node:http reads all its exports and so loads undici.
 * Lambda invokes the handler after `ready`.
 */
const index = `import { createRequire } from 'node:module'

export const { handler, ready } = createRequire(import.meta.url)('./handler.cjs')

await ready
`

const programIndex = `import { createRequire } from 'node:module'

createRequire(import.meta.url)('./main.cjs')
`

/** What is bundled, by its folder in dist: its files, its `index.mjs`, and the plugins it needs besides. */
const bundles = {
  ...Object.fromEntries(Object.entries(lambdas).map(([name, files]) => [name, { files, index, plugins: [pruneSdk, parseFaster] }])),
  cli: { files: cli, index: `#!/usr/bin/env node\n${programIndex}`, plugins: [] },
  'github-action': { files: githubAction, index: programIndex, plugins: [] },
}

const bundleFile = async (folder, name) => {
  const { files, plugins } = bundles[folder]
  const { entry, ceiling, unwanted } = files[name]
  const outfile = `dist/${folder}/${name}.cjs`
  const { metafile, outputFiles } = await build({
    entryPoints: [entry],
    outfile,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    mainFields: ['module', 'main'],
    alias,
    plugins: [...plugins, versionOfClients, separateFiles(files)],
    define: { PACKAGE_VERSION: JSON.stringify(version) },
    // Compiles import() to require(): the loader of ES modules would only cost time.
    supported: { 'dynamic-import': false },
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  })
  const [{ contents }] = outputFiles
  const inputs = Object.keys(metafile.inputs)
  const unexpected = inputs.filter(input => unwanted.some(pattern => pattern.test(input)))
  if (unexpected.length > 0) throw new Error(`${outfile} must not contain ${unexpected.join(', ')}`)
  if (contents.length > ceiling) throw new Error(`${outfile} has ${contents.length} bytes, more than its ceiling of ${ceiling}`)
  await writeFile(outfile, contents)
  console.log(`${outfile}: ${contents.length} bytes of ${ceiling}, ${gzipSync(contents).length} zipped`)
  return inputs
}

const bundle = async folder => {
  await mkdir(`dist/${folder}`, { recursive: true })
  const inputs = await Promise.all(Object.keys(bundles[folder].files).map(name => bundleFile(folder, name)))
  await writeFile(`dist/${folder}/index.mjs`, bundles[folder].index)
  await chmod(`dist/${folder}/index.mjs`, folder === 'cli' ? 0o755 : 0o644)
  const packages = packagesOf(inputs.flat())
  await writeFile(`dist/${folder}/THIRD-PARTY-LICENCES.txt`, licencesOf(packages))
  await writeFile(`dist/${folder}.packages.json`, JSON.stringify(packages.map(({ id }) => id)))
  await copyFile('LICENSE', `dist/${folder}/LICENSE`)
}

/** The package's modules, by their names in dist. Packages that they import are `dependencies`. */
const modules = {
  index: './src/entrypoints/library.ts',
  testing: './src/testing/index.ts',
}

const bundleModules = () =>
  build({
    entryPoints: modules,
    outdir: 'dist',
    bundle: true,
    splitting: true,
    packages: 'external',
    platform: 'neutral',
    target: 'node20',
    format: 'esm',
    logLevel: 'warning',
  })

/** A declaration file, and all that it imports, directly or indirectly. */
const reachable = (file, reached = new Set()) => {
  if (reached.has(file)) return reached
  reached.add(file)
  for (const [, path] of readFileSync(file, 'utf8').matchAll(/(?:from |import\()['"](\.[^'"]+)\.[jt]s['"]/g))
    reachable(resolve(dirname(file), `${path}.d.ts`), reached)
  return reached
}

/** Writes the type declarations. Deletes those that no export needs. */
const declareTypes = async () => {
  execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.library.json'], { stdio: 'inherit' })
  const { exports } = JSON.parse(readFileSync('package.json', 'utf8'))
  const entries = Object.values(exports).flatMap(({ types }) => types ?? [])
  const needed = new Set(entries.flatMap(entry => [...reachable(resolve(entry))]))
  const declarations = (await readdir('dist/types', { recursive: true })).map(file => resolve('dist/types', file))
  await Promise.all(declarations.filter(file => file.endsWith('.d.ts') && !needed.has(file)).map(file => rm(file)))
}

/** Written last. Its time is the build's. */
const marker = 'dist/.built'

const modifiedAt = path => statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0

/** Whether the build is newer than all it is made of. A deleted file changes its folder. */
const isCurrent = () => {
  const files = [
    'build.mjs',
    'build',
    'build/node-hashes.mjs',
    'build/parse-faster.mjs',
    'build/prune-sdk.mjs',
    'tools/licences.mjs',
    'package.json',
    'package-lock.json',
    'tsconfig.json',
    'tsconfig.library.json',
    'LICENSE',
    'src',
    lambdas['cloudflare-from-codepipeline'].handler.entry,
  ]
  const sources = readdirSync('src', { recursive: true }).map(path => `src/${path}`)
  return Math.max(...[...files, ...sources].map(modifiedAt)) < modifiedAt(marker)
}

if (!(process.argv.includes('--if-changed') && isCurrent())) {
  await rm('dist', { recursive: true, force: true })
  await Promise.all([...Object.keys(bundles).map(bundle), bundleModules(), declareTypes()])
  await writeFile(marker, '')
}
