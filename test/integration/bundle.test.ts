import { readdirSync, readFileSync } from 'node:fs'
import { createRequire, isBuiltin } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { expect } from 'chai'
import { zipSync } from 'fflate'
import { readS3Url } from '../../src/adapters/aws/s3-url.ts'
import type { s3ArtifactStore } from '../../src/adapters/s3/s3-artifact-store.ts'
import { bytesOf, fileAt, knownLocation } from '../support/builders/artifacts.ts'
import { rightOf } from '../support/either.ts'
import { cliBundle, cloudflareBundle, codePipelineBundle, githubActionBundle, s3EventsBundle } from '../support/worlds/bundle.ts'
import { environmentPerTest, localAwsPerTest } from '../support/worlds/local-aws.ts'

/** An optional package that only an error message mentions. */
const recommended = '@aws-sdk/signature-v4-crt'

for (const bundle of [cliBundle, cloudflareBundle, codePipelineBundle, githubActionBundle, s3EventsBundle]) {
  const folder = dirname(bundle)
  const files = readdirSync(folder)
  const isAvailable = (name: string): boolean => isBuiltin(name) || files.includes(name.replace('./', '')) || name === recommended

  describe(`The bundle ${basename(folder)}`, () => {
    for (const file of files.filter(name => name.endsWith('.cjs'))) {
      it(`requires only Node.js and its own files (${file})`, () => {
        const required = [...readFileSync(join(folder, file), 'utf8').matchAll(/\brequire\("(?<name>[^"]+)"\)/g)].map(
          ([, name = '']) => name,
        )
        expect(required).to.not.have.length(0)
        expect(required.filter(name => !isAvailable(name))).to.deep.equal([])
      })
    }
  })
}

describe('artifacts.cjs of the bundle codepipeline', () => {
  const start = localAwsPerTest()
  const useEnvironment = environmentPerTest()

  it('reads artifacts', async () => {
    const aws = await start()
    useEnvironment(aws)
    const { bucket, key } = readS3Url(knownLocation)
    aws.s3.put(bucket, key, zipSync({ 'items.json': bytesOf('["/*"]') }))
    const loaded: { readonly s3ArtifactStore: typeof s3ArtifactStore } = createRequire(import.meta.url)(
      join(dirname(codePipelineBundle), 'artifacts.cjs'),
    )
    expect(rightOf(await loaded.s3ArtifactStore().readFile(fileAt('items.json'), 2_000)())).to.have.length(6)
  })
})
