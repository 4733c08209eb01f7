import { execFileSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { deflateRawSync } from 'node:zlib'
import { build } from 'esbuild'

/** Something to start: a module with a handler. */
export interface Variant {
  readonly name: string
  readonly module: string
  /** The size of the files that it loads at its start, zipped; `undefined` if they are not bundled. */
  readonly zipped: number | undefined
}

const here = import.meta.dirname
const index = `import { createRequire } from 'node:module'\n\nexport const { handler } = createRequire(import.meta.url)('./handler.cjs')\n`

const zippedSize = (module: string): number =>
  ['index.mjs', 'handler.cjs']
    .map(file => deflateRawSync(readFileSync(join(dirname(module), file)), { level: 9 }).length)
    .reduce((sum, size) => sum + size)

/** A built function. */
export const built = (name: string, module: string): Variant => ({ name, module, zipped: zippedSize(module) })

/** Bundles a handler as the functions are bundled, but with nothing left out. */
const bundled = async (scratch: string, name: string, file: string): Promise<Variant> => {
  const folder = join(scratch, file)
  mkdirSync(folder)
  const outfile = join(folder, 'handler.cjs')
  await build({
    entryPoints: [join(here, 'handlers', `${file}.ts`)],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    mainFields: ['module', 'main'],
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  })
  const module = join(folder, 'index.mjs')
  writeFileSync(module, index)
  return built(name, module)
}

const sdkV2 = '2.1693.0'

/** Installs version 2 of the SDK in a temporary folder, once. */
const installed = (): Variant => {
  const folder = join(tmpdir(), `bench-cold-aws-sdk-${sdkV2}`)
  if (!existsSync(join(folder, 'node_modules/aws-sdk/package.json'))) {
    mkdirSync(folder, { recursive: true })
    writeFileSync(join(folder, 'package.json'), '{"private": true}')
    const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
    execFileSync('npm', ['install', ...quiet, `aws-sdk@${sdkV2}`], { cwd: folder, stdio: 'inherit' })
  }
  copyFileSync(join(here, 'handlers/sdk-v2.cjs'), join(folder, 'handler.cjs'))
  writeFileSync(join(folder, 'index.mjs'), index)
  return { name: `\`aws-sdk\` ${sdkV2} whole`, module: join(folder, 'index.mjs'), zipped: undefined }
}

/** The names of the variants that others are compared with. */
export const names = {
  ours: 'this function',
  bare: 'bare SDK, bundled',
  floor: 'hand-signed, no library',
  v2: `\`aws-sdk\` ${sdkV2} whole`,
}

/** All variants, built in a scratch folder. */
export const variantsIn = async (scratch: string): Promise<ReadonlyArray<Variant>> => [
  built(names.ours, fileURLToPath(new URL('../../dist/codepipeline/index.mjs', import.meta.url))),
  await bundled(scratch, names.bare, 'bare-sdk'),
  await bundled(scratch, names.floor, 'hand-signed'),
  installed(),
]

/** Whether the AWS CLI can be run. */
export const hasAwsCli = (): boolean => {
  try {
    execFileSync('aws', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
