import { readdirSync, readFileSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect } from 'chai'
import { zipSync } from 'fflate'
import type { CloudFrontOptions } from '../../local/aws/cloudfront-state.ts'
import { knownFaults, times } from '../../local/aws/faults.ts'
import { continued, jobEvent } from '../../local/aws/job-event.ts'
import { inProgressQuota } from '../../local/aws/quota.ts'
import type { LocalAws } from '../../local/aws/server.ts'
import { codePipelineBundle } from '../support/worlds/bundle.ts'
import { jobId } from './actions.ts'
import { paths, wildcards } from './many-items.ts'
import { type GoldenWorld, goldenWorldPerTest } from './world.ts'

// Jobs that an earlier version started, in the middle of which the function was updated. To record those of a build:
// HANDED_OVER_BY=ba70dc8 BUILD=/path/to/dist/codepipeline/index.mjs npm run golden

/** A job that an invocation does not finish. */
interface Story {
  readonly parameters: {
    readonly distributionId: string | ReadonlyArray<string>
    readonly items: ReadonlyArray<string>
    readonly itemsFrom?: string
    readonly waitForCompletion?: true
  }
  readonly cloudFront?: CloudFrontOptions
  readonly prepare?: (aws: LocalAws) => void
}

const stories: Readonly<Record<string, Story>> = {
  'waits-for-two': {
    parameters: { distributionId: ['E1', 'E2'], items: ['/*'], waitForCompletion: true },
    cloudFront: { completion: 'never' },
  },
  'waits-for-many': {
    parameters: { distributionId: 'E1', items: wildcards(40), waitForCompletion: true },
    cloudFront: { completion: 'never', quota: inProgressQuota },
  },
  'is-over-quota': {
    parameters: { distributionId: 'E1', items: [...wildcards(40), ...paths(4_000)] },
    cloudFront: { completion: 'never', quota: inProgressQuota },
  },
  'has-created-nothing': {
    parameters: { distributionId: 'E1', items: ['/a', '/b/*'] },
    prepare: ({ faults }) => faults.schedule('CreateInvalidation', ...times(10_000, knownFaults.throttle)),
  },
  'is-too-large': {
    parameters: { distributionId: 'E1', items: paths(100) },
    prepare: ({ faults }) => faults.schedule('CreateInvalidation', ...times(10_000, knownFaults['too-large'])),
  },
  'has-not-read-its-file': {
    parameters: { distributionId: 'E1', items: ['/a'], itemsFrom: 'SiteOutput::items.txt' },
    prepare: ({ faults }) => faults.schedule('GetObject', ...times(10_000, knownFaults['503'])),
  },
}

interface Created {
  readonly distributionId: string
  readonly reference: string
  readonly items: ReadonlyArray<string>
}

/** What an earlier version left behind: the token that it handed over, and what it had created. */
interface HandedOver {
  readonly token: string
  readonly created: ReadonlyArray<Created>
}

const artifact = zipSync({ 'items.txt': Buffer.from('/from-file') })

const folder = fileURLToPath(new URL('handed-over', import.meta.url))
const text = ({ parameters }: Story): string => JSON.stringify(parameters)

/** Runs the first job of a story until it is handed over. */
const handOver = async ({ aws, invoke }: GoldenWorld, story: Story): Promise<HandedOver> => {
  story.prepare?.(aws)
  aws.codepipeline.offer(jobId(0))
  await invoke(jobEvent(jobId(0), text(story)))
  const created = aws.cloudfront.invalidations().map(({ distributionId, reference, items }) => ({ distributionId, reference, items }))
  return { token: aws.codepipeline.resultOf(jobId(0))?.continuationToken ?? '', created }
}

const createAgain = async ({ endpoint }: LocalAws, { distributionId, reference, items }: Created): Promise<void> => {
  const list = `<Quantity>${items.length}</Quantity><Items>${items.map(item => `<Path>${item}</Path>`).join('')}</Items>`
  const body = `<InvalidationBatch><Paths>${list}</Paths><CallerReference>${reference}</CallerReference></InvalidationBatch>`
  const { status } = await fetch(`${endpoint}/2020-05-31/distribution/${distributionId}/invalidation`, { method: 'POST', body })
  expect(status).to.equal(201)
}

const expectedItems = ({ parameters: { distributionId, items, itemsFrom } }: Story): ReadonlyArray<string> =>
  [distributionId].flat().flatMap(id => [...items, ...(itemsFrom === undefined ? [] : ['/from-file'])].map(item => `${id} ${item}`))

/** How many invocations a job may need until its last answer. */
const maxInvocations = 50

describe('The bundle for CodePipeline, with jobs that earlier versions handed over', () => {
  const [recordedBy, build] = [process.env['HANDED_OVER_BY'], process.env['BUILD']]
  if (recordedBy !== undefined && build !== undefined) {
    const newWorld = goldenWorldPerTest(build)
    for (const [name, story] of Object.entries(stories)) {
      it(`records ${name}`, async () => {
        const handedOver = await handOver(await newWorld(story.cloudFront), story)
        expect(handedOver.token).to.not.equal('')
        await mkdir(`${folder}/${recordedBy}`, { recursive: true })
        await writeFile(`${folder}/${recordedBy}/${name}.json`, `${JSON.stringify(handedOver, undefined, 2)}\n`)
      })
    }
    return
  }

  const newWorld = goldenWorldPerTest(codePipelineBundle)
  for (const version of readdirSync(folder)) {
    const recorded = readdirSync(`${folder}/${version}`)
    for (const [name, story] of Object.entries(stories).filter(([name]) => recorded.includes(`${name}.json`))) {
      it(`finishes the job of commit ${version} that ${name.replaceAll('-', ' ')}, and sends nothing twice`, async () => {
        const { token, created }: HandedOver = JSON.parse(readFileSync(`${folder}/${version}/${name}.json`, 'utf8'))
        const { aws, invoke, wait } = await newWorld()
        for (const one of created) await createAgain(aws, one)
        aws.s3.put('codepipeline-eu-west-1-111111111111', 'my-site/SiteOutput/TdOSFRV', artifact)
        let next: string | undefined = token
        let number = 0
        while (next !== undefined && number < maxInvocations) {
          number += 1
          aws.codepipeline.offer(jobId(number))
          await invoke(continued(jobEvent(jobId(0), text(story)), jobId(number), next))
          next = aws.codepipeline.resultOf(jobId(number))?.continuationToken
          wait(5_000)
        }
        expect(aws.codepipeline.resultOf(jobId(number))).to.include({ operation: 'PutJobSuccessResult' })
        const sent = aws.cloudfront.invalidations().flatMap(({ distributionId, items }) => items.map(item => `${distributionId} ${item}`))
        expect(sent.sort()).to.deep.equal([...expectedItems(story)].sort())
      })
    }
  }
})
