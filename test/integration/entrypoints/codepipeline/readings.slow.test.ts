import { randomUUID } from 'node:crypto'
import { expect } from 'chai'
import { zipSync } from 'fflate'
import { knownFaults } from '../../../../local/aws/faults.ts'
import { eventUnder, jobEvent } from '../../../../local/aws/job-event.ts'
import { completed, continuationDelays } from '../../../../local/aws/readings.ts'
import { type LocalAws, startLocalAws } from '../../../../local/aws/server.ts'
import { runAction } from '../../../../local/demo/run-action.ts'
import { type LocalFunction, localFunction } from '../../../../local/lambda/function.ts'
import { timeLapse } from '../../../../local/lambda/time-lapse.ts'
import { bytesOf } from '../../../support/builders/artifacts.ts'
import { removedBy } from '../../../support/oracles/cdn-cache.ts'
import { type Combination, pipelineQuestions, singles, textOf } from '../../../support/readings.ts'
import { codePipelineBundle } from '../../../support/worlds/bundle.ts'

/** Of every kind, with each character that may be refused. */
const items = [
  ...Array.from("'!$&()+,:;=@", character => `/x/a${character}b.html`),
  '/x/a?b=1',
  '/x/%27.png',
  ...Array.from({ length: 16 }, (_, index) => `/folder-${index}/*`),
  '#tag',
]

/** How many times as fast as real time the clock runs. */
const speed = 50

const [bucket, key] = ['codepipeline-eu-west-1-111111111111', 'my-site/SiteOutput/TdOSFRV']

/** The files that the items name, by one path each. */
const requested = items.filter(item => !item.startsWith('#')).map(item => item.replace(/\*$/, 'index.html'))

describe('The bundle for CodePipeline, under each reading of AWS', () => {
  const started: { readonly aws: LocalAws; readonly lambdas: ReadonlyArray<LocalFunction> }[] = []
  afterEach(async () => {
    for (const { aws, lambdas } of started.splice(0)) {
      for (const lambda of lambdas) await lambda.close()
      await aws.close()
    }
  })

  const run = async ({ readings }: Combination) => {
    const time = timeLapse(speed)
    const aws = await startLocalAws({ readings, now: time.now, completion: { after: 2_000 } })
    const [lambda, twin] = [localFunction(codePipelineBundle, aws.endpoint, time), localFunction(codePipelineBundle, aws.endpoint, time)]
    started.push({ aws, lambdas: [lambda, twin] })
    aws.s3.put(bucket, key, zipSync({ 'items.txt': bytesOf(items.join('\n')) }))
    aws.s3.grant(bucket, key)
    aws.faults.schedule('CreateInvalidation', knownFaults['drop-after'])
    aws.faults.schedule('CreateInvalidationForDistributionTenant', knownFaults['drop-after'])
    aws.faults.schedule('PutJobSuccessResult', knownFaults['drop-after'])
    const parameters = {
      distributionId: ['E1', 'dt_1'],
      itemsFrom: 'SiteOutput::items.txt',
      waitForCompletion: true,
      timeoutMinutes: 1_380,
    }
    const { continuationDelay, delivery } = completed(readings)
    const event = eventUnder(jobEvent(randomUUID(), JSON.stringify(parameters)), readings)
    const action = await runAction(aws, lambda, event, {
      twin: delivery === 'twice-at-once' ? twin : undefined,
      beforeJob: () => {
        aws.freeze()
        time.skip(continuationDelays[continuationDelay])
      },
    })
    return { aws, action }
  }

  for (const one of singles(pipelineQuestions)) {
    it(`submits everything once and reports it: ${textOf(one) || 'as documented'}`, async () => {
      const { aws, action } = await run(one)
      const created = aws.cloudfront.invalidations()
      const message = action.result?.failureDetails?.message ?? ''
      if (one.readings.artifactCredentials === 'absent') return expect(message).to.include('provides no credentials')
      if (one.readings.tagsWithoutConfig === 'refused') expect(message).to.include('#tag')
      else expect(action.result?.operation, message).to.equal('PutJobSuccessResult')
      for (const id of ['E1', 'dt_1']) {
        const isRemoved = removedBy(created.flatMap(({ distributionId, items: own }) => (distributionId === id ? own : [])))
        const left = requested.filter(path => !isRemoved({ path, tags: [] }))
        expect(left, `left on ${id}`).to.deep.equal([])
      }
      const batches = created.map(({ distributionId, items: own }) => JSON.stringify([distributionId, own]))
      return expect(new Set(batches).size).to.equal(batches.length)
    }).timeout(120_000)
  }
})
