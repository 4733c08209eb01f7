import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { expect } from 'chai'
import { parseDocument } from 'yaml'
import { startLocalAws } from '../../local/aws/server.ts'
import type { Finding } from '../../tools/conformance/finding.ts'
import { stackProbe } from '../../tools/conformance/probe-stack/probe.ts'
import { runProbes } from '../../tools/conformance/run.ts'
import { createWorld } from '../../tools/conformance/world.ts'
import { startAccount } from '../support/conformance/account.ts'
import { redirect } from './support/deployment.ts'
import { createDistribution } from './support/distribution.ts'
import { account as accountId, type MiniStack, region, startMiniStack } from './support/ministack.ts'
import { type AwsCli, awsCli, shell } from './support/shell.ts'

/** Removes the pipeline from each template that a client sends, because MiniStack has no CodePipeline. */
const removePipeline = (cloudformation: CloudFormationClient): void => {
  cloudformation.middlewareStack.add(
    next => call => {
      const body: unknown = Reflect.get(call.input, 'TemplateBody')
      if (typeof body === 'string') {
        const template = parseDocument(body, { logLevel: 'error' })
        template.deleteIn(['Resources', 'Pipeline'])
        Reflect.set(call.input, 'TemplateBody', template.toString())
      }
      return next(call)
    },
    { step: 'initialize' },
  )
}

/** MiniStack follows the documents of AWS, and has no quotas, no caches and no CodePipeline. */
describe('npm run conformance, on MiniStack', () => {
  let ministack: MiniStack
  let aws: AwsCli
  let pipelineEndpoint: string

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

  /** All stacks, buckets and functions. */
  const everything = async (): Promise<ReadonlyArray<ReadonlyArray<unknown>>> => {
    const { Stacks } = await aws<{ Stacks: ReadonlyArray<unknown> }>('cloudformation', 'describe-stacks')
    const { Buckets = [] } = await aws<{ Buckets?: ReadonlyArray<unknown> }>('s3api', 'list-buckets')
    const { Functions } = await aws<{ Functions: ReadonlyArray<unknown> }>('lambda', 'list-functions')
    return [Stacks, Buckets, Functions]
  }

  const physicalId = async (stack: string, resource: string): Promise<string> => {
    const names = ['--stack-name', stack, '--logical-resource-id', resource]
    const answer = await aws<{ StackResourceDetail: { PhysicalResourceId: string } }>('cloudformation', 'describe-stack-resource', ...names)
    return answer.StackResourceDetail.PhysicalResourceId
  }

  /** What MiniStack has of the stack. Its function calls the local CodePipeline. */
  const deployed = {
    credentials: { accessKeyId: accountId, secretAccessKey: 'test' },
    bucket: async (stack: string) => {
      const bucket = await physicalId(stack, 'Bucket')
      await redirect(aws, await physicalId(stack, 'Function'), { AWS_ENDPOINT_URL_CODEPIPELINE: pipelineEndpoint })
      await aws('s3api', 'put-object', '--bucket', bucket, '--key', `${stack}/Source/run`)
      return bucket
    },
    invoke: async (stack: string, event: unknown) => {
      const payload = ['--payload', JSON.stringify(event), `${ministack.home}/answer.json`]
      await aws('lambda', 'invoke', '--function-name', await physicalId(stack, 'Function'), ...payload)
      expect(readFileSync(`${ministack.home}/answer.json`, 'utf8')).to.equal('null')
    },
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
    expect(await run('--deploy')).to.match(/^\| `secondResult` .* \| unclear \| .*AWS::CodePipeline::Pipeline/m)
    expect(await everything()).to.deep.equal([[], [], []])
  })

  it('observes the jobs of a pipeline, and leaves nothing of its stack', async () => {
    const codepipeline = await startLocalAws()
    const account = await startAccount(codepipeline, { deployed })
    const { signal } = new AbortController()
    const access = { endpoint: ministack.endpoint, region, credentials: { accessKeyId: accountId, secretAccessKey: 'test' } }
    const settings = { name: 'cloudfront-invalidator-conformance-test', pace: 0.1, signal, say: () => undefined }
    const world = createWorld(settings, access)
    removePipeline(world.cloudformation)
    const pipelines = createWorld(settings, { ...access, endpoint: account.endpoint }).codepipeline
    pipelineEndpoint = codepipeline.endpoint
    try {
      const [answers] = await runProbes([stackProbe(() => undefined)], { ...world, codepipeline: pipelines }, signal)
      const readings = Object.entries<Finding>(answers?.findings ?? {}).map(([question, finding]) => [
        question,
        finding._tag === 'Observed' ? finding.reading : finding,
      ])
      const { continuationDelay, ...others } = Object.fromEntries(readings)
      // The account continues at once, but a command of MiniStack may take seconds.
      expect(continuationDelay).to.be.oneOf(['0 s', '5 s'])
      expect(others).to.deep.equal({
        secondResult: 'invalid-state',
        delivery: 'once',
        artifactCredentials: 'bucket',
        eventBridgeKeys: 'raw',
        historyLag: 'none',
        runningActions: 'listed',
        historyParameters: 'present',
        historyInputs: 'present',
        actionCategory: 'absent',
      })
    } finally {
      await account.close()
      await codepipeline.close()
    }
    expect(await everything()).to.deep.equal([[], [], []])
  })
})
