import { expect } from 'chai'
import type { CloudFrontOptions } from '../../../local/aws/cloudfront-state.ts'
import { messageOf, type Shape } from '../../../local/aws/s3-notification.ts'
import { type LocalAws, startLocalAws } from '../../../local/aws/server.ts'
import { type LocalQueue, localQueue } from '../../../local/aws/sqs.ts'
import { type Batch, type EventSource, eventSource } from '../../../local/lambda/event-source.ts'
import { type Invocation, type LocalFunction, localFunction } from '../../../local/lambda/function.ts'
import { timeLapse } from '../../../local/lambda/time-lapse.ts'
import { s3EventsBundle } from './bundle.ts'

/** The bucket that tests deploy into. */
export const bucket = 'my-site'

/** An origin that serves each file under one path. */
export const plainOrigin = { bucket, distributionId: 'E1', indexDocuments: [], maxPaths: 100 }

interface WorldOptions extends CloudFrontOptions {
  readonly origins?: ReadonlyArray<object>
  readonly shape?: Shape
  /** How many times faster than real time the function's clock runs. */
  readonly speed?: number
  readonly batchSize?: number
}

/** A bucket that sends its notifications to a queue, and the built function that consumes the queue. */
export interface S3EventsWorld {
  readonly aws: LocalAws
  readonly lambda: LocalFunction
  readonly queue: LocalQueue
  readonly deadLetters: LocalQueue
  readonly source: EventSource
  readonly put: (...keys: ReadonlyArray<string>) => void
  /** Every invalidated path, sorted; a path that was invalidated twice appears twice. */
  readonly paths: () => ReadonlyArray<string>
}

/** Creates worlds for the tests of one suite, and closes them after each test. Every invocation is added to `outputs`. */
export const s3EventsWorldPerTest = (outputs: Invocation[]): ((options?: WorldOptions) => Promise<S3EventsWorld>) => {
  const worlds: S3EventsWorld[] = []
  afterEach(async () => {
    for (const { aws, lambda } of worlds.splice(0)) {
      await lambda.close()
      await aws.close()
    }
  })
  return async ({ origins = [plainOrigin], shape = 'direct', speed = 1, batchSize = 10_000, ...options } = {}) => {
    const time = timeLapse(speed)
    const aws = await startLocalAws({ now: time.now, ...options })
    const built = localFunction(s3EventsBundle, aws.endpoint, time, { ORIGINS: JSON.stringify(origins) })
    const lambda: LocalFunction = {
      ...built,
      invoke: async (event, timeout) => {
        const invocation = await built.invoke(event, timeout)
        outputs.push(invocation)
        return invocation
      },
    }
    const deadLetters = localQueue({ now: time.now })
    const queue = localQueue({ visibilityTimeout: 360_000, redrive: { maxReceiveCount: 5, deadLetters }, now: time.now })
    aws.s3.watch(event => {
      queue.send(JSON.stringify(messageOf(shape, event, options.readings ?? {})))
    })
    const world: S3EventsWorld = {
      aws,
      lambda,
      queue,
      deadLetters,
      source: eventSource(queue, lambda, time, { batchSize }),
      put: (...keys) => {
        for (const key of keys) aws.s3.put(bucket, key, Buffer.from(key))
      },
      paths: () =>
        aws.cloudfront
          .invalidations()
          .flatMap(({ items }) => items)
          .sort(),
    }
    worlds.push(world)
    return world
  }
}

/** For each batch, how many messages it had and how many of them were returned. */
export const sizesOf = (batches: ReadonlyArray<Batch>): ReadonlyArray<readonly [number, number]> =>
  batches.map(({ messages, returned }) => [messages.length, returned.length])

/** Expects only JSON lines in the logs, without any credential. */
export const expectCleanLogs = (outputs: ReadonlyArray<Invocation>): void => {
  for (const secret of ['ASIALOCAL', 'local-function', 'local-session', 'Authorization']) {
    expect(JSON.stringify(outputs)).not.to.include(secret)
  }
  for (const line of outputs.flatMap(({ lines }) => lines)) expect(JSON.parse(line)).to.include.keys('timestamp', 'level')
}
