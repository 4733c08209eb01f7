import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipSync } from 'fflate'

// Writes a ZIP and a bill of materials for each built Lambda, and their checksums: npm run package [-- FOLDER], by default to dist. The
// same sources give the same bytes.

const dist = join(import.meta.dirname, '..', 'dist')
const folder = process.argv[2] ?? dist
const { name, version } = JSON.parse(readFileSync(join(dist, '..', 'package.json'), 'utf8'))

/** The folder in dist of each Lambda, and the base name of its files. */
const lambdas = { codepipeline: `${name}-${version}`, 's3-events': `${name}-s3-events-${version}` }

/** The earliest time in a ZIP. Local time, because ZIPs have no time zones. */
const mtime = new Date(1980, 0, 1)

/** Lambda runs as a different user than the one that unzips, so all users need read permission. */
const readable = { os: 3, attrs: (0o100644 << 16) >>> 0 }

const zipOf = lambda =>
  zipSync(
    Object.fromEntries(
      readdirSync(join(dist, lambda))
        .toSorted()
        .map(file => [file, readFileSync(join(dist, lambda, file))]),
    ),
    {
      level: 9,
      mtime,
      ...readable,
    },
  )

/** All packages, because the bundled ones are development dependencies. */
const sbom = JSON.parse(
  execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx'], {
    encoding: 'utf8',
    maxBuffer: 2 ** 26,
    stdio: ['ignore', 'pipe', 'ignore'],
  }),
)

/** Removes npm's mark of a development dependency: in the bundle, it is part of the product. */
const asBundled = ({ properties, ...component }) => ({
  ...component,
  properties: properties.filter(property => property.name !== 'cdx:npm:package:development'),
})

/**
 * npm's list of dependencies, reduced to those in the bundle, and without fields that differ each time: timestamp, npm version, serial
 * number and folder name.
 */
const billOfMaterials = lambda => {
  const { bomFormat, specVersion, version: edition, metadata, components, dependencies } = sbom
  const bundled = new Set(JSON.parse(readFileSync(join(dist, `${lambda}.packages.json`), 'utf8')))
  const component = { ...metadata.component, name }
  const bill = {
    bomFormat,
    specVersion,
    version: edition,
    metadata: { lifecycles: metadata.lifecycles, component },
    components: components.filter(found => bundled.has(found['bom-ref'])).map(asBundled),
    dependencies: dependencies
      .filter(({ ref }) => ref === component['bom-ref'] || bundled.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(on => bundled.has(on)) })),
  }
  return `${JSON.stringify(bill, undefined, 2)}\n`
}

const files = Object.fromEntries(
  Object.entries(lambdas).flatMap(([lambda, file]) => [
    [`${file}.zip`, zipOf(lambda)],
    [`${file}.cdx.json`, billOfMaterials(lambda)],
  ]),
)
const sums = Object.entries(files).map(([file, content]) => `${createHash('sha256').update(content).digest('hex')}  ${file}\n`)
for (const [file, content] of Object.entries({ ...files, SHA256SUMS: sums.join('') })) writeFileSync(join(folder, file), content)
console.log(sums.join(''))
