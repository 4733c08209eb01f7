import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { zipSync } from 'fflate'

// Zips the built Lambda, and puts a bill of materials and checksums beside it. The same sources give the same bytes.

const dist = join(import.meta.dirname, '..', 'dist')
const { name, version } = JSON.parse(readFileSync(join(dist, '..', 'package.json'), 'utf8'))

/** The earliest time that a ZIP can hold; ZIPs have no time zones, so neither has this. */
const mtime = new Date(1980, 0, 1)

/** Lambda runs as another user than the one that unpacks: everybody has to be allowed to read. */
const readable = { os: 3, attrs: (0o100644 << 16) >>> 0 }

const zipOf = folder =>
  zipSync(
    Object.fromEntries(
      readdirSync(folder)
        .toSorted()
        .map(file => [file, readFileSync(join(folder, file))]),
    ),
    {
      level: 9,
      mtime,
      ...readable,
    },
  )

const sbom = () =>
  JSON.parse(
    execFileSync('npm', ['sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }),
  )

/**
 * npm's own list of dependencies, as far as they are in the bundle, without what differs each time: when and by which npm it
 * was made, its number, the name of this folder.
 */
const billOfMaterials = () => {
  const { bomFormat, specVersion, version: edition, metadata, components, dependencies } = sbom()
  const bundled = new Set(JSON.parse(readFileSync(join(dist, 'codepipeline.packages.json'), 'utf8')))
  const component = { ...metadata.component, name }
  const bill = {
    bomFormat,
    specVersion,
    version: edition,
    metadata: { lifecycles: metadata.lifecycles, component },
    components: components.filter(found => bundled.has(found['bom-ref'])),
    dependencies: dependencies
      .filter(({ ref }) => ref === component['bom-ref'] || bundled.has(ref))
      .map(({ ref, dependsOn }) => ({ ref, dependsOn: dependsOn.filter(on => bundled.has(on)) })),
  }
  return `${JSON.stringify(bill, undefined, 2)}\n`
}

const files = {
  [`${name}-${version}.zip`]: zipOf(join(dist, 'codepipeline')),
  [`${name}-${version}.cdx.json`]: billOfMaterials(),
}
const sums = Object.entries(files).map(([file, content]) => `${createHash('sha256').update(content).digest('hex')}  ${file}\n`)
for (const [file, content] of Object.entries({ ...files, SHA256SUMS: sums.join('') })) writeFileSync(join(dist, file), content)
console.log(sums.join(''))
