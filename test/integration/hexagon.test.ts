import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { capabilities as cloudFront } from '../../src/adapters/cloudfront/capabilities.ts'
import { capabilities as codePipeline } from '../../src/adapters/codepipeline/capabilities.ts'

const biome = fileURLToPath(new URL('../../node_modules/@biomejs/biome/bin/biome', import.meta.url))
const configuration = new URL('../../biome.json', import.meta.url)

const importing = (module: string): string => `import { thing } from '${module}'\n\nexport const other = thing\n`
const importingType = (module: string): string => `import type { Thing } from '${module}'\n\nexport type Other = Thing\n`

/** The lint rules that keep the rings apart. */
const importRules = ['lint/style/noRestrictedImports', 'lint/suspicious/noImportCycles']

/** The message of those rules for each file that breaks one, in a folder with only these files and the project's configuration. */
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
    const broken = diagnostics.filter(({ category }) => importRules.includes(category))
    return new Map(broken.map(({ location, message }) => [location.path, message]))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

const sourcesOf = (folder: string): ReadonlyArray<readonly [string, string]> =>
  readdirSync(new URL(`../../${folder}`, import.meta.url), { recursive: true, encoding: 'utf8' })
    .filter(file => file.endsWith('.ts'))
    .map(file => [`${folder}${file}`, readFileSync(new URL(`../../${folder}${file}`, import.meta.url), 'utf8')] as const)

const rings = ['src/domain/', 'src/ports/', 'src/application/']

/** Breaks identifiers into words: `bucketArn` into `bucket Arn`, `AWSAccount` into `AWS Account`, `s3_url` into `s3 url`. */
const withWordsApart = (line: string): string =>
  line
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1 $2')
    .replace(/_/g, ' ')

/** Services and their terms, which only adapters may name. */
const vendorWords =
  /\b(?:cloud[ -]?(?:front|watch)|code[ -]?pipeline|lambdas?|iam|sts|aws|s3|sqs|sns|event[ -]?bridge|amazon(?:aws)?|arns?|distributions?|bucket polic(?:y|ies)|user[ -]?parameters)\b/i

/** Names in CodePipeline's and this project's public contracts, which only adapters may write. */
const vendorNames = /\b(?:ConfigurationError|PermissionError|RevisionUnavailable|SystemUnavailable|JobFailed|ORIGINS)\b/

/** Limits of CloudFront and CodePipeline, which reach the rings only as capabilities. */
const vendorLimits: ReadonlyArray<number | undefined> = [
  cloudFront.paths.maxLength,
  cloudFront.maxItemsPerRequest,
  codePipeline.maxMessageLength,
  codePipeline.continuation?.maxTokenLength,
  codePipeline.maxMinutes,
]

const numbersIn = (line: string): ReadonlyArray<number> =>
  [...line.matchAll(/\b\d[\d_,]*/g)].map(([number]) => Number(number.replace(/[_,]/g, '')))

/** Whether a line names a vendor, in an identifier, a string or a comment. */
const namesVendor = (line: string): boolean => vendorWords.test(withWordsApart(line)) || vendorNames.test(line)

const hasVendorLimit = (line: string): boolean => numbersIn(line).some(number => vendorLimits.includes(number))

/** The lines of files that break a rule, as `file:line: text`. */
const linesThat = (breaks: (line: string) => boolean, sources: ReadonlyArray<readonly [string, string]>): ReadonlyArray<string> =>
  sources.flatMap(([file, source]) =>
    source.split('\n').flatMap((line, index) => (breaks(line) ? [`${file}:${index + 1}: ${line.trim()}`] : [])),
  )

describe('The dependency rules of the hexagon', () => {
  for (const ring of rings) {
    it(`allow no clock and no randomness in ${ring}`, () => {
      const impure = sourcesOf(ring).filter(([, source]) => /Date\.now|new Date\(\)|Math\.random/.test(source))
      expect(impure.map(([file]) => file)).to.deep.equal([])
    })

    it(`allow no vendor's name in ${ring}`, () => {
      expect(linesThat(namesVendor, sourcesOf(ring))).to.deep.equal([])
    })

    it(`allow no vendor's limit in ${ring}`, () => {
      // The numbers in timing.ts are durations in milliseconds.
      const sources = sourcesOf(ring).filter(([file]) => !file.endsWith('job/timing.ts'))
      expect(linesThat(hasVendorLimit, sources)).to.deep.equal([])
    })
  }

  const vendorLines: ReadonlyArray<readonly [string, boolean]> = [
    ["import { cloudFrontClient } from '../client.ts'", true],
    ['/** Sent to CodePipeline. */', true],
    ['const bucketArn = resource', true],
    ['const pattern = /^arn:[a-z-]+:iam::/', true],
    ['interface AWSAccount {', true],
    ["const url = 's3://bucket/key'", true],
    ['const readS3Url = parse', true],
    ['export const userParameters = codec', true],
    ["import { codec } from './user-parameters.ts'", true],
    ['  /** Invalidated on each of the distributions. */', true],
    ["message('Invalid variable ORIGINS.')", true],
    ["return 'ConfigurationError'", true],
    ['/** The job failed. */', false],
    ['const learned = origins.map(({ bucket, key }) => earns(bucket, key))', false],
    ['const jobs = pipeline.stages.flatMap(({ actions }) => actions)', false],
  ]
  for (const [line, isFound] of vendorLines) {
    it(`${isFound ? 'find' : 'do not find'} a vendor in: ${line}`, () => {
      expect(namesVendor(line)).to.equal(isFound)
    })
  }

  const limitLines: ReadonlyArray<readonly [string, boolean]> = [
    ['const maxLength = 4_000', true],
    ['/** At most 3,000 items. */', true],
    ['length <= 2048', true],
    ['const maxItems = 200_000', false],
    ['const comparable = 1_000', false],
  ]
  for (const [line, isFound] of limitLines) {
    it(`${isFound ? 'find' : 'do not find'} a limit of a vendor in: ${line}`, () => {
      expect(hasVendorLimit(line)).to.equal(isFound)
    })
  }

  const forbidden: ReadonlyArray<readonly [string, string, string]> = [
    ['src/domain/plan', importing('@aws-sdk/client-cloudfront'), 'knows no vendor and no runtime'],
    ['src/domain/plan', importing('node:crypto'), 'knows no vendor and no runtime'],
    ['src/domain/plan', importing('node:fs/promises'), 'knows no vendor and no runtime'],
    ['src/domain/plan', importing('inversify'), 'knows no vendor and no runtime'],
    ['src/domain/plan', importingType('../../ports/clock.ts'), 'depends on nothing outside itself'],
    ['src/domain/plan', importing('../../adapters/node/clock.ts'), 'depends on nothing outside itself'],
    ['src/domain/job', importing('../../application/run-job.ts'), 'depends on nothing outside itself'],
    ['src/domain/job', importing('../../testing/fakes/clock.ts'), 'depends on nothing outside itself'],
    ['src/domain/plan', importing('../../../test/support/capabilities.ts'), 'must not reach a bundle'],
    ['src/ports', importingType('@aws-sdk/client-cloudfront'), 'knows no vendor and no runtime'],
    ['src/ports', importingType('../adapters/cloudfront/client-for.ts'), 'A port depends on the domain only'],
    ['src/ports', importingType('../application/ports.ts'), 'A port depends on the domain only'],
    ['src/ports', importingType('../testing/fakes/clock.ts'), 'A port depends on the domain only'],
    ['src/application', importing('node:fs'), 'knows no vendor and no runtime'],
    ['src/application', importing('../adapters/node/clock.ts'), 'it does not choose adapters'],
    ['src/application', importingType('../entrypoints/wiring/tokens.ts'), 'it does not choose adapters'],
    ['src/application', importing('../testing/fakes/clock.ts'), 'it does not choose adapters'],
    ['src/adapters/x', importing('inversify'), 'Only entrypoints wire'],
    ['src/adapters/x', importing('../../entrypoints/wiring/container.ts'), 'depends on ports and the domain only'],
    ['src/adapters/x', importing('../../testing/fakes/clock.ts'), 'depends on ports and the domain only'],
    ['src/adapters/x', importing('../../application/perform.ts'), 'depends on ports and the domain only'],
    ['src/adapters/x', importing('../../domain/job/decider.ts'), 'it does not make them'],
    ['src/testing/fakes', importingType('@aws-sdk/client-cloudfront'), 'A fake stands in for every vendor'],
    ['src/testing/fakes', importing('inversify'), 'A fake stands in for every vendor'],
    ['src/testing/fakes', importing('../../domain/job/evolve-submission.ts'), 'it does not make them'],
    ['src/testing/contracts', importing('node:fs/promises'), 'A fake stands in for every vendor'],
    ['src/testing/strangers', importing('../../application/run-job.ts'), 'depends on ports and the domain only'],
    ['src/testing/contracts', importing('../../../test/support/either.ts'), 'must not reach a bundle'],
    ['src/adapters/x', importing('../../../local/aws/job-event.ts'), 'must not reach a bundle'],
  ]

  const allowed: ReadonlyArray<readonly [string, string, string?]> = [
    ['src/domain/plan', importing('fp-ts/lib/Either.js')],
    ['src/ports', importingType('../domain/plan/plan.ts')],
    ['src/application', importingType('../ports/clock.ts')],
    ['src/application', importing('../domain/job/decider.ts')],
    ['src/adapters/x', importing('@aws-sdk/client-cloudfront')],
    ['src/adapters/x', importingType('../../ports/clock.ts')],
    ['src/testing/contracts', importing('node:assert/strict')],
    ['src/testing/strangers', importing('../fakes/clock.ts')],
    ['src/entrypoints', importing('../adapters/node/clock.ts')],
    ['src/entrypoints', importing('../application/run-job.ts')],
  ]

  const cycle: ReadonlyArray<readonly [string, string]> = [
    ['src/domain/plan/one.ts', importingType('./other.ts')],
    ['src/domain/plan/other.ts', importingType('./one.ts')],
  ]

  const pathOf = (folder: string, index: number): string => `${folder}/file-${index}.ts`
  const rows = [...forbidden, ...allowed]
  let found: ReadonlyMap<string, string>
  before(() => {
    found = lint(new Map([...cycle, ...rows.map(([folder, content], index) => [pathOf(folder, index), content] as const)]))
  })

  for (const [file] of cycle) {
    it(`forbid two files that import each other's types, and report it in ${file}`, () => {
      expect(found.get(file)).to.match(/part of a cycle/)
    })
  }

  for (const [index, [folder, content, message]] of rows.entries()) {
    it(`${message ? 'forbid' : 'allow'} in ${folder}: ${content.split('\n')[0]}`, () => {
      if (message) expect(found.get(pathOf(folder, index))).to.include(message)
      else expect(found.has(pathOf(folder, index))).to.equal(false)
    })
  }
})
