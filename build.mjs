import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'
import { licencesOf, packagesOf } from './tools/licences.mjs'

/** Bytes, minified. To raise one is a decision, and belongs into the commit that needs it. */
const ceilings = { codepipeline: 600_000 }

/** What must not get into a bundle: a second copy of a library, or something that only development needs. */
const unwanted = [
  /fp-ts\/lib\//,
  /io-ts\/lib\//,
  /jsonc-parser\/lib\/umd\//,
  /reflect-metadata\/Reflect\.js/,
  /^local\//,
  /adapters\/memory\//,
]

/** On Lambda credentials come from the environment; the SDK's default chain would add sign-on, profiles and files. */
const environmentCredentials = {
  name: 'environment-credentials',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^@aws-sdk\/credential-provider-node$/ }, ({ path }) => ({ path, namespace: 'environment-credentials' }))
    onLoad({ filter: /./, namespace: 'environment-credentials' }, () => ({
      contents: "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env'",
      resolveDir: import.meta.dirname,
    }))
  },
}

/** CommonJS loads faster: in an ES module, a static import of node:http reads all its exports, and so loads undici. */
const entry = `import { createRequire } from 'node:module'

export const { handler } = createRequire(import.meta.url)('./handler.cjs')
`

const bundle = async name => {
  const { metafile, outputFiles } = await build({
    entryPoints: [`src/entrypoints/${name}.ts`],
    outfile: `dist/${name}/handler.cjs`,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    target: 'node22',
    format: 'cjs',
    mainFields: ['module', 'main'],
    alias: { 'fp-ts/lib': 'fp-ts/es6', 'io-ts/lib': 'io-ts/es6' },
    plugins: [environmentCredentials],
    minify: true,
    legalComments: 'none',
    logLevel: 'warning',
  })
  const [{ contents }] = outputFiles
  const stowaways = Object.keys(metafile.inputs).filter(input => unwanted.some(pattern => pattern.test(input)))
  if (stowaways.length > 0) throw new Error(`dist/${name} holds what it must not hold: ${stowaways.join(', ')}`)
  if (contents.length > ceilings[name]) throw new Error(`dist/${name} has ${contents.length} bytes, its ceiling is ${ceilings[name]}`)
  await mkdir(`dist/${name}`, { recursive: true })
  await writeFile(`dist/${name}/handler.cjs`, contents)
  await writeFile(`dist/${name}/index.mjs`, entry)
  const packages = packagesOf(Object.keys(metafile.inputs))
  await writeFile(`dist/${name}/THIRD-PARTY-LICENCES.txt`, licencesOf(packages))
  await writeFile(`dist/${name}.packages.json`, JSON.stringify(packages.map(({ id }) => id)))
  await copyFile('LICENSE', `dist/${name}/LICENSE`)
  console.log(`dist/${name}: ${contents.length} bytes of ${ceilings[name]}, ${gzipSync(contents).length} zipped`)
}

await rm('dist', { recursive: true, force: true })
await Promise.all(Object.keys(ceilings).map(bundle))
