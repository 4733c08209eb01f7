import { expect } from 'chai'
import { zipSync } from 'fflate'
import { knownFaults, times } from '../../../../local/aws/faults.ts'
import { artifactCredentials, jobEvent } from '../../../../local/aws/job-event.ts'
import type { LocalAws } from '../../../../local/aws/server.ts'
import { bytesOf } from '../../../support/builders/artifacts.ts'
import { codePipelineWorld } from '../../../support/worlds/codepipeline.ts'
import { hoursAhead } from '../../../support/worlds/local-aws.ts'

const bucket = 'codepipeline-eu-west-1-111111111111'

/** A job that calls every service: it reads a file, compares two artifacts, and assumes a role. */
const parameters = JSON.stringify({
  distributionId: 'E1',
  itemsFrom: 'SiteOutput::items.txt',
  changed: { artifact: 'SiteOutput', pipeline: 'my-site', stage: 'Deploy', action: 'Invalidate', exclude: ['items.txt'] },
  roleArn: 'arn:aws:iam::222222222222:role/invalidator',
})

const usual = [
  'GetObject',
  'ListActionExecutions',
  'GetObject',
  'GetObject',
  'AssumeRole',
  'CreateInvalidation',
  'PutJobSuccessResult',
] as const

/** The calls of the job if the first one of an operation is repeated. A role is assumed again for a repeated request. */
const withRepeated = (operation: (typeof usual)[number]): ReadonlyArray<string> => {
  const index = usual.indexOf(operation)
  const again = operation === 'CreateInvalidation' ? ['AssumeRole', operation] : [operation]
  return [...usual.slice(0, index + 1), ...again, ...usual.slice(index + 1)]
}

describe('The bundle for CodePipeline, if a caller is not authenticated', () => {
  const prepare = (aws: LocalAws): void => {
    const { s3Location } = jobEvent('', parameters)['CodePipeline.job'].data.inputArtifacts[0]?.location ?? {}
    aws.s3.put(bucket, 'old', zipSync({ 'index.html': bytesOf('1') }))
    aws.s3.put(bucket, s3Location?.objectKey ?? '', zipSync({ 'index.html': bytesOf('2'), 'items.txt': bytesOf('/item') }))
    const runOf = (execution: string, actionName: string, category: 'Deploy' | 'Invoke', key: string, startTime: number) => ({
      pipelineExecutionId: execution,
      stageName: 'Deploy',
      actionName,
      status: 'Succeeded' as const,
      startTime,
      lastUpdateTime: startTime + 1,
      input: {
        actionTypeId: { category },
        resolvedConfiguration: { UserParameters: parameters },
        inputArtifacts: [{ name: 'SiteOutput', s3location: { bucket, key } }],
      },
    })
    aws.codepipeline.record(
      'my-site',
      runOf('earlier', 'Upload', 'Deploy', 'old', 1),
      runOf('earlier', 'Invalidate', 'Invoke', 'old', 2),
      runOf('present', 'Upload', 'Deploy', s3Location?.objectKey ?? '', 3),
    )
  }
  const here = codePipelineWorld({ distributionIds: ['E1'] }, prepare)

  const run = async () => {
    const { outcome, lines } = await here.lambda.invoke(jobEvent(here.jobId, parameters))
    expect(lines.join('\n')).to.not.include(artifactCredentials.sessionToken).and.to.not.include('local-session-token')
    return outcome
  }
  const operations = () => here.calls().map(({ operation }) => operation)
  const result = () => here.aws.codepipeline.resultOf(here.jobId)
  const paths = () => here.created().map(({ items }) => items)

  for (const operation of new Set(usual)) {
    it(`repeats ${operation} once if its signature is too old, by the clock of the service`, async () => {
      here.aws.faults.schedule(operation, knownFaults.skewed)
      await run()
      expect(result()).to.include({ operation: 'PutJobSuccessResult' })
      expect(operations()).to.deep.equal(withRepeated(operation))
      expect(paths()).to.deep.equal([['/', '/index.html', '/item']])
      const repeated = here.calls().filter(call => call.operation === operation)
      expect(repeated.slice(0, 2).map(hoursAhead)).to.deep.equal([0, 1])
    })

    it(`repeats ${operation} once if its credentials have expired`, async () => {
      here.aws.faults.schedule(operation, knownFaults.expired)
      await run()
      expect(result()).to.include({ operation: 'PutJobSuccessResult' })
      expect(operations()).to.deep.equal(withRepeated(operation))
      expect(paths()).to.deep.equal([['/', '/index.html', '/item']])
    })
  }

  const twice: ReadonlyArray<readonly [(typeof usual)[number], 'Failure' | 'Success', string]> = [
    [
      'GetObject',
      'Failure',
      'SiteOutput::"items.txt" could not be read: the request for the artifact could not be authenticated (ExpiredToken). The job\'s credentials for its artifacts have expired',
    ],
    [
      'ListActionExecutions',
      'Success',
      "invalidating everything: the request for the pipeline's history could not be authenticated (ExpiredToken)",
    ],
    ['AssumeRole', 'Failure', 'E1: The request could not be authenticated (sts:ExpiredToken). Retry the action.'],
    ['CreateInvalidation', 'Failure', 'E1: The request could not be authenticated (ExpiredToken). Retry the action.'],
  ]
  for (const [operation, kind, text] of twice) {
    it(`answers with a ${kind} after two expired ${operation}`, async () => {
      here.aws.faults.schedule(operation, ...times(2, knownFaults.expired))
      await run()
      expect(result()).to.include({ operation: `PutJob${kind}Result` })
      expect(result()?.executionDetails?.summary ?? result()?.failureDetails?.message).to.include(text)
      const refused = here.calls().filter(({ outcome }) => outcome.endsWith('ExpiredToken'))
      expect(refused.map(call => call.operation)).to.deep.equal([operation, operation])
      expect(paths()).to.deep.equal(kind === 'Failure' ? [] : [['/*']])
    })
  }

  it('fails the invocation, which Lambda retries, after two expired answers', async () => {
    here.aws.faults.schedule('PutJobSuccessResult', ...times(2, knownFaults.expired))
    expect(await run())
      .to.have.property('error')
      .that.includes('could not be answered: the request could not be authenticated (ExpiredToken). Lambda retries the invocation')
    expect(operations()).to.deep.equal([...usual, 'PutJobSuccessResult'])
    expect(await run()).to.include({ _tag: 'Resolved' })
    expect(result()).to.include({ operation: 'PutJobSuccessResult' })
    expect(paths()).to.deep.equal([['/', '/index.html', '/item']])
  })
})
