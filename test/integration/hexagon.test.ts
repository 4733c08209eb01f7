import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'

const biome = fileURLToPath(new URL('../../node_modules/@biomejs/biome/bin/biome', import.meta.url))
const configuration = new URL('../../biome.json', import.meta.url)

const importing = (module: string): string => `import { thing } from '${module}'\n\nexport const other = thing\n`
const importingType = (module: string): string => `import type { Thing } from '${module}'\n\nexport type Other = Thing\n`

/** What the linter says of each file, in a tree that has the project's lint rules and nothing but these files. */
const lint = (files: ReadonlyMap<string, string>): ReadonlyMap<string, string> => {
  const folder = mkdtempSync(join(tmpdir(), 'hexagon-'))
  try {
    copyFileSync(configuration, join(folder, 'biome.json'))
    for (const [file, content] of files) {
      mkdirSync(dirname(join(folder, file)), { recursive: true })
      writeFileSync(join(folder, file), content)
    }
    const { stdout } = spawnSync(process.execPath, [biome, 'lint', '--reporter=json', '--max-diagnostics=none'], {
      cwd: folder,
      encoding: 'utf8',
    })
    const { diagnostics }: { diagnostics: ReadonlyArray<{ category: string; message: string; location: { path: string } }> } =
      JSON.parse(stdout)
    const restricted = diagnostics.filter(({ category }) => category === 'lint/style/noRestrictedImports')
    return new Map(restricted.map(({ location, message }) => [location.path, message]))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const sourcesOf = (folder: string): ReadonlyArray<readonly [string, string]> =>
  readdirSync(new URL(`../../${folder}`, import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => [`${folder}${file}`, readFileSync(new URL(`../../${folder}${file}`, import.meta.url), 'utf8')] as const)

describe('The hexagon', () => {
  for (const ring of ['src/domain/', 'src/ports/', 'src/application/']) {
    it(`has no clock and no randomness in ${ring}`, () => {
      const impure = sourcesOf(ring).filter(([, source]) => /Date\.now|new Date\(\)|Math\.random/.test(source))
      expect(impure.map(([file]) => file)).to.deep.equal([])
    })
  }

  const breaches: ReadonlyArray<readonly [string, string, string]> = [
    ['src/domain/plan', importing('@aws-sdk/client-cloudfront'), 'knows no vendor and no runtime'],
    ['src/domain/plan', importing('node:crypto'), 'knows no vendor and no runtime'],
    ['src/domain/plan', importing('node:fs/promises'), 'knows no vendor and no runtime'],
    ['src/domain/plan', importing('inversify'), 'knows no vendor and no runtime'],
    ['src/domain/plan', importingType('../../ports/clock.ts'), 'depends on nothing outside itself'],
    ['src/domain/plan', importing('../../adapters/node/clock.ts'), 'depends on nothing outside itself'],
    ['src/domain/job', importing('../../application/run-job.ts'), 'depends on nothing outside itself'],
    ['src/domain/plan', importing('../../../test/support/cdn.ts'), 'must not reach a bundle'],
    ['src/ports', importingType('@aws-sdk/client-cloudfront'), 'knows no vendor and no runtime'],
    ['src/ports', importingType('../adapters/cloudfront/client-for.ts'), 'A port depends on the domain only'],
    ['src/ports', importingType('../application/ports.ts'), 'A port depends on the domain only'],
    ['src/application', importing('node:fs'), 'knows no vendor and no runtime'],
    ['src/application', importing('../adapters/node/clock.ts'), 'it does not choose adapters'],
    ['src/application', importingType('../entrypoints/tokens.ts'), 'it does not choose adapters'],
    ['src/adapters/x', importing('inversify'), 'Only entrypoints wire'],
    ['src/adapters/x', importing('../../entrypoints/container.ts'), 'depends on ports and the domain only'],
    ['src/adapters/x', importing('../../application/perform.ts'), 'depends on ports and the domain only'],
    ['src/adapters/x', importing('../../domain/job/decide.ts'), 'it does not make them'],
    ['src/testing/fakes', importingType('@aws-sdk/client-cloudfront'), 'A fake stands in for every vendor'],
    ['src/testing/fakes', importing('inversify'), 'A fake stands in for every vendor'],
    ['src/testing/fakes', importing('../../domain/job/evolve-submission.ts'), 'it does not make them'],
    ['src/testing/contracts', importing('node:fs/promises'), 'A fake stands in for every vendor'],
    ['src/testing/strangers', importing('../../application/run-job.ts'), 'depends on ports and the domain only'],
    ['src/testing/contracts', importing('../../../test/support/either.ts'), 'must not reach a bundle'],
    ['src/adapters/x', importing('../../testing/fakes/clock.ts'), 'depends on ports and the domain only'],
    ['src/adapters/x', importing('../../../local/aws/job-event.ts'), 'must not reach a bundle'],
  ]

  const allowed: ReadonlyArray<readonly [string, string, string?]> = [
    ['src/domain/plan', importing('fp-ts/lib/Either.js')],
    ['src/ports', importingType('../domain/plan/plan.ts')],
    ['src/application', importingType('../ports/clock.ts')],
    ['src/application', importing('../domain/job/decide.ts')],
    ['src/adapters/x', importing('@aws-sdk/client-cloudfront')],
    ['src/adapters/x', importingType('../../ports/clock.ts')],
    ['src/testing/contracts', importing('node:assert/strict')],
    ['src/testing/strangers', importing('../fakes/clock.ts')],
    ['src/entrypoints', importing('../adapters/node/clock.ts')],
    ['src/entrypoints', importing('../application/run-job.ts')],
  ]

  const place = (folder: string, index: number): string => `${folder}/file-${index}.ts`
  const rows = [...breaches, ...allowed]
  let found: ReadonlyMap<string, string>
  before(() => {
    found = lint(new Map(rows.map(([folder, content], index) => [place(folder, index), content])))
  })

  for (const [index, [folder, content, lesson]] of rows.entries()) {
    it(`${lesson ? 'is breached, and says so,' : 'stands'} when ${folder} has: ${content.split('\n')[0]}`, () => {
      if (lesson) expect(found.get(place(folder, index))).to.include(lesson)
      else expect(found.has(place(folder, index))).to.equal(false)
    })
  }
})
