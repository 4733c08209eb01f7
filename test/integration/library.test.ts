import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** As docs/cover.md shows it, and a mistake that the types have to find. */
const program = `
import * as E from 'fp-ts/lib/Either.js'
import { leastCollateralCover, readItem } from 'cloudfront-invalidator'

const changed = ['/blog/a.html', '/blog/b.html', '/index.html'].map(readItem).flatMap(item => (E.isRight(item) ? [item.right] : []))
const cover = leastCollateralCover({ changed, unchanged: ['/blog/c.html', '/img/logo.png'], maxPaths: 2, maxWildcards: 15 })
if (E.isRight(cover)) console.log(JSON.stringify(cover.right))
// @ts-expect-error: a budget is a number
leastCollateralCover({ changed, unchanged: [], maxPaths: 'two', maxWildcards: 15 })
`

describe('The library', () => {
  let folder: string
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'library-'))
    mkdirSync(join(folder, 'node_modules'))
    symlinkSync(root, join(folder, 'node_modules', 'cloudfront-invalidator'))
    symlinkSync(join(root, 'node_modules', 'fp-ts'), join(folder, 'node_modules', 'fp-ts'))
    writeFileSync(join(folder, 'package.json'), '{"type": "module"}')
    writeFileSync(join(folder, 'program.ts'), program)
  })
  after(() => rmSync(folder, { recursive: true }))

  it('has types for the programs that use it, and runs in them', function () {
    this.timeout(60_000)
    const tsc = join(root, 'node_modules/typescript/bin/tsc')
    execFileSync(process.execPath, [tsc, 'program.ts', '--module', 'nodenext', '--target', 'es2023', '--strict'], { cwd: folder, env: {} })
    const output = execFileSync(process.execPath, ['program.js'], { cwd: folder, encoding: 'utf8', env: {} })
    expect(JSON.parse(output)).to.deep.equal({
      paths: ['/blog/*', '/index.html'],
      collateral: { protected: 0, unchanged: 1 },
    })
  })
})
