import { CodePipelineClient } from '@aws-sdk/client-codepipeline'
import type { Fault } from '../../../local/aws/faults.ts'
import { codePipelineReporter } from '../../../src/adapters/codepipeline/codepipeline-reporter.ts'
import { jobReporterContract, type Trouble } from '../../contracts/job-reporter.ts'
import { clientConfig, localAwsPerTest } from '../../support/local-aws.ts'
import { knownJob } from '../../support/world.ts'

const error = (status: number, code: string): Fault => ({ kind: 'error', status, code })

const troubles: Readonly<Record<Trouble, Fault>> = {
  Denied: error(400, 'AccessDeniedException'),
  Throttled: error(400, 'ThrottlingException'),
  Fault: error(500, 'InternalFailure'),
  Invalid: error(400, 'ValidationException'),
  LostBefore: { kind: 'drop-before' },
  LostAfter: { kind: 'drop-after' },
  Hang: { kind: 'hang' },
}

describe('CodePipeline, through the SDK against the local AWS', () => {
  const start = localAwsPerTest()

  jobReporterContract('CodePipeline', async () => {
    const aws = await start()
    aws.codepipeline.offer(knownJob)
    return {
      reporter: codePipelineReporter(new CodePipelineClient(clientConfig(aws))),
      arrange: trouble => aws.faults.schedule('PutJobSuccessResult', troubles[trouble]),
      settled: () => {
        const result = aws.codepipeline.resultOf(knownJob)
        if (result?.operation === 'PutJobFailureResult') return 'Failure'
        return result && (result.continuationToken === undefined ? 'Success' : 'Continuation')
      },
      calls: () => aws.calls().length,
    }
  })
})
