import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { createDistribution } from './support/distribution.ts'
import { type MiniStack, startMiniStack } from './support/ministack.ts'
import { type AwsCli, awsCli, shell } from './support/shell.ts'

/** MiniStack follows the documents of AWS, and has no quotas, no caches and no CodePipeline. */
describe('npm run conformance, on MiniStack', () => {
  let ministack: MiniStack
  let aws: AwsCli

  before(async () => {
    ministack = await startMiniStack()
    aws = awsCli(ministack)
  })

  after(() => ministack.close())

  const run = async (options: string): Promise<string> => {
    const files = `--out ${join(ministack.home, 'conformance.md')} --state ${join(ministack.home, 'state.json')}`
    await shell(ministack, `node --import tsx tools/conformance/main.ts ${options} --pace 0.01 --yes ${files}`)
    return readFileSync(join(ministack.home, 'conformance.md'), 'utf8')
  }

  it('fills the part of its table that is about a distribution', async () => {
    const distribution = await createDistribution(aws)
    const table = await run(`--distribution ${distribution} --quotas --multi-tenant ENOSUCHDISTRO`)
    expect(table).to.match(/^\| `identicalResend` .* \| `same-invalidation` \|/m)
    expect(table).to.match(/^\| `changedResend` .* \| `already-exists` \| .*InvalidationBatchAlreadyExists/m)
    expect(table).to.match(/^\| `newInvalidation` .* \| `found` \|/m)
    expect(table).to.match(/^\| `quotaKind` .* \| `none` \|/m)
    expect(table).to.match(/^\| `tagsWithoutConfig` .* \| `accepted` \|/m)
    expect(table).to.match(/^\| `multiTenantDistribution` .* \| `no-such-distribution` \|/m)
    expect(table).to.not.include(distribution)
  })

  it('leaves nothing of a stack that cannot be created', async () => {
    const table = await run('--deploy')
    expect(table).to.match(/^\| `secondResult` .* \| unclear \|/m)
    const { Stacks } = await aws<{ Stacks: ReadonlyArray<unknown> }>('cloudformation', 'describe-stacks')
    const { Buckets = [] } = await aws<{ Buckets?: ReadonlyArray<unknown> }>('s3api', 'list-buckets')
    const { Functions } = await aws<{ Functions: ReadonlyArray<unknown> }>('lambda', 'list-functions')
    expect([Stacks, Buckets, Functions]).to.deep.equal([[], [], []])
  })
})
