import { expect } from 'chai'
import { runJob } from '../../../src/application/run-job.ts'
import type { Origin } from '../../../src/domain/batch/origin.ts'
import type { CdnCapabilities } from '../../../src/domain/cdn/capabilities.ts'
import type { InvalidationRequest } from '../../../src/domain/cdn/invalidation.ts'
import type { Answer } from '../../../src/domain/job/answer.ts'
import type { Job } from '../../../src/domain/job/job.ts'
import type { InputArtifact } from '../../../src/domain/pipeline/artifact.ts'
import type { CiCapabilities } from '../../../src/domain/pipeline/capabilities.ts'
import { memoryHistory } from '../../../src/testing/fakes/action-history.ts'
import { memoryArtifactStore } from '../../../src/testing/fakes/artifact-store.ts'
import type { MemoryCdnOptions } from '../../../src/testing/fakes/cdn-invalidator.ts'
import { memoryClock } from '../../../src/testing/fakes/clock.ts'
import { memoryLog } from '../../../src/testing/fakes/log.ts'
import { strangerCdn } from '../../../src/testing/strangers/cdn.ts'
import { strangerReporter } from '../../../src/testing/strangers/ci.ts'
import { providedCredentials } from '../builders/artifacts.ts'
import { rightOf } from '../either.ts'
import type { World } from './world.ts'

/** The id of the job that waits for its answer. */
const strangerJob = '42'

export const host = 'www.example.com'

/** Changed capabilities of the strangers, and options of the fake CDN. */
interface Options extends Omit<MemoryCdnOptions, 'capabilities'> {
  readonly cdn?: Partial<CdnCapabilities>
  readonly ci?: Partial<CiCapabilities>
}

/** A world with a CDN and a CI system unlike CloudFront and CodePipeline. It has two zones and one pipeline. */
export const strangerWorld = ({ cdn: cdnChange = {}, ci = {}, ...options }: Options = {}): World => {
  const clock = memoryClock(1_000_000)
  const cdn = strangerCdn(clock, ['zone-1', 'zone-2'], { ...options, capabilities: cdnChange })
  const reporter = strangerReporter(clock, [strangerJob], ci)
  const artifacts = memoryArtifactStore(clock)
  const history = memoryHistory(clock, ['release'])
  const log = memoryLog()
  return {
    ports: { cdn, reporter, artifacts, history, clock, random: () => 0.999, log: log.log },
    cdn,
    reporter,
    artifacts,
    history,
    clock,
    log,
  }
}

/** A job for the first zone. */
export const jobWith = (parameters: object, change: Partial<Job> = {}): Job => ({
  id: strangerJob,
  parameters: JSON.stringify({ zone: 'zone-1', host, ...parameters }),
  continuationToken: undefined,
  artifacts: [],
  ...change,
})

/** Runs a job in one invocation of five minutes, and expects that the CI system received the answer that the run resolves with. */
export const run = async ({ ports, clock, reporter }: World, job: Job): Promise<Answer> => {
  const answer = rightOf(await runJob(ports)(job, clock.now() + 5 * 60_000)())
  expect(reporter.answers.get(strangerJob)).to.deep.equal(answer)
  return answer
}

/** An artifact with a name that the CI system allows. */
export const artifact = (location: string): InputArtifact => ({ name: 'site.output', location, credentials: providedCredentials })

/** The text that the CI system shows. */
export const textOf = (answer: Answer): string => (answer._tag === 'Failure' ? answer.message : answer.summary)

/** Texts that differ in their number, from 0 on. */
export const numbered = (count: number, text: (index: number) => string): ReadonlyArray<string> =>
  Array.from({ length: count }, (_, index) => text(index))

/** The requests that the CDN accepted, in order. */
export const requestsTo = ({ cdn }: World): ReadonlyArray<InvalidationRequest> => cdn.created().map(({ request }) => request)

/** The items of the accepted requests, in order. */
export const itemsSentTo = (world: World): ReadonlyArray<ReadonlyArray<string>> => requestsTo(world).map(({ items }) => items)

/** The bucket behind the zones. */
export const knownBucket = 'stranger-bucket'

/** A plain origin of the first zone with some changes. */
export const strangerOrigin = (change: Partial<Origin> = {}): Origin => {
  const plain = {
    bucket: knownBucket,
    targetIds: ['zone-1'] as const,
    host,
    maxPaths: 1_000,
    credentials: undefined,
    stripPrefix: '',
    addPrefix: '/',
    indexDocuments: ['Index.html'],
    queryStrings: false,
    include: [],
    exclude: [],
    ...change,
  }
  return { ...plain, fingerprint: JSON.stringify(plain) }
}
