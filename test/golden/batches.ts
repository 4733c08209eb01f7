import type { CloudFrontOptions } from '../../local/aws/cloudfront.ts'
import type { LocalAws } from '../../local/aws/server.ts'
import { s3EventsBundle } from '../support/bundle.ts'
import { expectAsRecorded, expectRecordingsOf } from './recordings.ts'
import { type RecordedInvocation, stagePerTest } from './stage.ts'

/** Events that the function gets one after another, and the AWS that it finds. */
interface GoldenBatches {
  readonly events: ReadonlyArray<unknown>
  readonly cloudFront?: CloudFrontOptions
  /** Prepares the AWS before the first event. */
  readonly prepare?: (aws: LocalAws) => void
}

/** Origins are worked on side by side, so only the order of the requests to one distribution is certain. */
const byPath = ({ requests, outcome }: RecordedInvocation): RecordedInvocation => ({
  requests: requests.toSorted((one, other) => (one.path < other.path ? -1 : Number(one.path > other.path))),
  outcome,
})

/** A test for each of these, named as its recording, on a function with these origins. */
export const describeBatches = (suite: string, origins: ReadonlyArray<object>, batches: Readonly<Record<string, GoldenBatches>>): void => {
  describe(`The recorded batches in ${suite}`, () => {
    const stage = stagePerTest(s3EventsBundle, { ORIGINS: JSON.stringify(origins) })
    for (const [name, { events, cloudFront, prepare }] of Object.entries(batches)) {
      it(`sends and answers the same for ${name}`, async () => {
        const { aws, invoke } = await stage(cloudFront)
        prepare?.(aws)
        const invocations: RecordedInvocation[] = []
        for (const event of events) invocations.push(byPath(await invoke(event)))
        expectAsRecorded(suite, name, invocations)
      })
    }
    it('has a recording for each of them, and no other', () => expectRecordingsOf(suite, Object.keys(batches)))
  })
}
