import { CodePipelineClient } from '@aws-sdk/client-codepipeline'
import { expect } from 'chai'
import type { Fault } from '../../../local/aws/faults.ts'
import type { LocalAws } from '../../../local/aws/server.ts'
import { capabilities } from '../../../src/adapters/codepipeline/capabilities.ts'
import { codePipelineReporter } from '../../../src/adapters/codepipeline/codepipeline-reporter.ts'
import type { Answer } from '../../../src/domain/job/answer.ts'
import { jobReporterContract } from '../../../src/testing/contracts/job-reporter.ts'
import { rightOf } from '../../support/either.ts'
import { clientConfig, localAwsPerTest } from '../../support/worlds/local-aws.ts'
import { knownJob } from '../../support/worlds/world.ts'

const error = (status: number, code: string): Fault => ({ kind: 'error', status, code })

const settled = (aws: LocalAws): Answer['_tag'] | undefined => {
  const result = aws.codepipeline.resultOf(knownJob)
  if (result?.operation === 'PutJobFailureResult') return 'Failure'
  return result && (result.continuationToken === undefined ? 'Success' : 'Continuation')
}

describe('CodePipeline, through the SDK against the local AWS', () => {
  const start = localAwsPerTest()

  const startWithJob = async () => {
    const aws = await start()
    aws.codepipeline.offer(knownJob)
    return { aws, reporter: codePipelineReporter(new CodePipelineClient(clientConfig(aws))) }
  }

  jobReporterContract<Fault>('CodePipeline', {
    capabilities,
    jobs: { known: knownJob, unknown: '99999999-abcd-1111-abcd-111111abcdef' },
    faults: {
      Denied: error(400, 'AccessDeniedException'),
      Unauthenticated: error(400, 'InvalidSignatureException'),
      Throttled: error(400, 'ThrottlingException'),
      ServerError: error(500, 'InternalFailure'),
      Invalid: error(400, 'ValidationException'),
      LostBefore: { kind: 'drop-before' },
      LostAfter: { kind: 'drop-after' },
      Hang: { kind: 'hang' },
    },
    start: async () => {
      const { aws, reporter } = await startWithJob()
      return {
        reporter,
        arrange: fault => aws.faults.schedule('PutJobSuccessResult', fault),
        settled: () => settled(aws),
        calls: () => aws.calls().length,
      }
    },
  })

  const tooLong: ReadonlyArray<Answer> = [
    {
      _tag: 'Success',
      summary: 's'.repeat(10_000),
      status: 'InProgress',
      invalidationIds: ['I1'],
      targetIds: ['E1'],
      pathCount: 1,
    },
    { _tag: 'Failure', kind: 'failed', message: 'm'.repeat(10_000), invalidationIds: [] },
    { _tag: 'Continuation', token: '{"v":1}', summary: 's'.repeat(10_000), percentComplete: 50 },
  ]
  for (const answer of tooLong) {
    it(`shortens the text of a ${answer._tag} to what CodePipeline takes`, async () => {
      const { aws, reporter } = await startWithJob()
      rightOf(await reporter.report(knownJob, answer, 2_000)())
      expect(settled(aws)).to.equal(answer._tag)
    })
  }
})
