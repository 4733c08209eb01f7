import type { CloudFrontOptions } from '../../local/aws/cloudfront-state.ts'
import type { LocalAws } from '../../local/aws/server.ts'
import { s3EventsBundle } from '../support/worlds/bundle.ts'
import { expectAsRecorded, expectRecordingsOf } from './recordings.ts'
import { goldenWorldPerTest, type RecordedInvocation } from './world.ts'

/** Events that the function receives one after another, and the state of the local AWS. */
interface GoldenBatches {
  readonly events: ReadonlyArray<unknown>
  readonly cloudFront?: CloudFrontOptions
  /** Prepares the local AWS before the first event. */
  readonly prepare?: (aws: LocalAws) => void
}

/** Sorts the requests by path. Origins are handled in parallel, so only the order of requests to one distribution is defined. */
const byPath = ({ requests, outcome }: RecordedInvocation): RecordedInvocation => ({
  requests: requests.toSorted((one, other) => (one.path < other.path ? -1 : Number(one.path > other.path))),
  outcome,
})

/** Defines a test for each entry, named after its recording, with a function that has these origins. */
export const describeBatches = (suite: string, origins: ReadonlyArray<object>, batches: Readonly<Record<string, GoldenBatches>>): void => {
  describe(`The bundle for S3 events, recorded batches in ${suite}`, () => {
    const newWorld = goldenWorldPerTest(s3EventsBundle, { ORIGINS: JSON.stringify(origins) })
    for (const [name, { events, cloudFront, prepare }] of Object.entries(batches)) {
      it(`sends the recorded requests and responds as recorded for ${name}`, async () => {
        const { aws, invoke } = await newWorld(cloudFront)
        prepare?.(aws)
        const invocations: RecordedInvocation[] = []
        for (const event of events) invocations.push(byPath(await invoke(event)))
        expectAsRecorded(suite, name, invocations)
      })
    }
    it('has exactly one recording per entry', () => expectRecordingsOf(suite, Object.keys(batches)))
  })
}
