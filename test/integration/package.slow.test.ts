import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { unzipSync } from 'fflate'

const root = fileURLToPath(new URL('../..', import.meta.url))
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))

const lambdas = { codepipeline: `cloudfront-invalidator-${version}`, 's3-events': `cloudfront-invalidator-s3-events-${version}` }

type Files = Readonly<Record<string, Buffer>>

const filesIn = (folder: string): Files => Object.fromEntries(readdirSync(folder).map(file => [file, readFileSync(join(folder, file))]))

/** The files that `npm run package` creates from the build. */
const packaged = (): Files => {
  const folder = mkdtempSync(join(tmpdir(), 'package-'))
  try {
    execFileSync(process.execPath, ['tools/package.mjs', folder], { cwd: root, stdio: 'pipe' })
    return filesIn(folder)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const digests = (files: Files): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(files).map(([file, content]) => [file, createHash('sha256').update(content).digest('hex')]))

describe('npm run package', () => {
  let files: Files

  before(() => {
    files = packaged()
  })

  it('creates a ZIP and a bill of materials for each function, and their checksums', () => {
    const { SHA256SUMS, ...summed } = files
    expect(Object.keys(summed)).to.have.members(Object.values(lambdas).flatMap(name => [`${name}.zip`, `${name}.cdx.json`]))
    const sums = SHA256SUMS?.toString().trim().split('\n') ?? []
    expect(Object.fromEntries(sums.map(line => line.split('  ').toReversed()))).to.deep.equal(digests(summed))
  })

  for (const [lambda, name] of Object.entries(lambdas)) {
    it(`puts the whole build of ${lambda} into its ZIP`, () => {
      const zipped = unzipSync(files[`${name}.zip`] ?? new Uint8Array())
      const built = filesIn(join(root, 'dist', lambda))
      expect(built).to.include.keys('index.mjs', 'LICENSE', 'THIRD-PARTY-LICENCES.txt')
      expect(digests(Object.fromEntries(Object.entries(zipped).map(([file, bytes]) => [file, Buffer.from(bytes)])))).to.deep.equal(
        digests(built),
      )
    })

    it(`lists exactly the packages in ${lambda} in its bill of materials`, () => {
      const { components } = JSON.parse(files[`${name}.cdx.json`]?.toString() ?? '')
      const bundled = JSON.parse(readFileSync(join(root, 'dist', `${lambda}.packages.json`), 'utf8'))
      expect(components.map((component: { 'bom-ref': string }) => component['bom-ref'])).to.have.members(bundled)
    })

    it(`marks no package in ${lambda} as a development dependency`, () => {
      expect(files[`${name}.cdx.json`]?.toString()).not.to.include('cdx:npm:package:development')
    })
  }

  it('is reproducible', () => {
    expect(digests(packaged())).to.deep.equal(digests(files))
  })
})
