import { expect } from 'chai'
import { type Fault, knownFaults, times } from '../../../../local/aws/faults.ts'
import { inProgressQuota, rateQuota } from '../../../../local/aws/quota.ts'
import type { LocalAws } from '../../../../local/aws/server.ts'
import type { Invocation } from '../../../../local/lambda/function.ts'
import { bucket, expectCleanLogs, plainOrigin, s3EventsWorldPerTest, sizesOf } from '../../../support/worlds/s3-events.ts'

const keys = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, index) => `${index}.html`)

const pathsOf = (names: ReadonlyArray<string>): ReadonlyArray<string> => names.map(name => `/${name}`).sort()

const sizes = (...batches: ReadonlyArray<readonly [number, number]>) => batches

/** Resolves when the local AWS has received a call. */
const called = async (aws: LocalAws): Promise<void> => {
  const end = Date.now() + 10_000
  while (aws.calls().length === 0 && Date.now() < end) await new Promise(resolve => setImmediate(resolve))
}

describe('The bundle for S3 events, with faults', () => {
  const outputs: Invocation[] = []
  const newWorld = s3EventsWorldPerTest(outputs)

  describe('when CloudFront fails temporarily', () => {
    const temporary: ReadonlyArray<readonly [string, ReadonlyArray<Fault>]> = [
      ['throttles', times(3, knownFaults.throttle)],
      ['fails', times(3, knownFaults['503'])],
      ['has too many invalidations in progress', times(2, knownFaults['too-many'])],
      ['drops the connection before it handles the request', [knownFaults['drop-before']]],
      ['drops the connection after it handled the request', [knownFaults['drop-after']]],
      ['is behind a broken proxy', [{ kind: 'garbage', status: 502 }]],
    ]
    for (const [what, faults] of temporary) {
      it(`creates one invalidation in one invocation if it ${what}`, async () => {
        const { aws, source, put, paths } = await newWorld({ speed: 25 })
        aws.faults.schedule('CreateInvalidation', ...faults)
        put('a.html', 'b.html')
        expect(sizesOf(await source.drain())).to.deep.equal(sizes([2, 0]))
        expect(paths()).to.deep.equal(['/a.html', '/b.html'])
      })
    }
  })

  it('returns messages that it could not submit in time, and handles them when they are redelivered', async () => {
    const { aws, source, put, paths } = await newWorld({ speed: 25 })
    aws.faults.schedule('CreateInvalidation', ...times(1_000, knownFaults['too-many']))
    put('a.html', 'b.html')
    const first = await source.poll()
    expect(first?.invocation.outcome._tag).to.equal('Resolved')
    expect(first?.returned).to.have.length(2)
    expect(paths()).to.deep.equal([])
    aws.faults.clear()
    expect(sizesOf(await source.drain())).to.deep.equal(sizes([2, 0]))
    expect(paths()).to.deep.equal(['/a.html', '/b.html'])
  })

  describe('with two distributions', () => {
    const other = (distributionId: string) => ({ ...plainOrigin, bucket: 'other', distributionId, maxPaths: 3_000 })

    it('returns only the messages of the one with too many invalidations in progress', async () => {
      const { aws, source, put } = await newWorld({
        speed: 25,
        origins: [plainOrigin, other('E2')],
        quota: inProgressQuota,
        completion: 'never',
      })
      for (const key of keys(3_000)) aws.s3.put('other', key, Buffer.from(''))
      await source.drain()
      put('a.html')
      aws.s3.put('other', 'one-too-many.html', Buffer.from(''))
      const batch = await source.poll()
      expect(batch?.messages).to.have.length(2)
      expect(batch?.returned.map(({ body }) => body.includes('one-too-many.html'))).to.deep.equal([true])
      expect(aws.cloudfront.invalidations().at(-1)).to.deep.include({ distributionId: 'E1', items: ['/a.html'] })
    })

    it('returns only the messages of the one that does not exist', async () => {
      const { aws, source, put, paths, deadLetters } = await newWorld({ origins: [plainOrigin, other('E404')], distributionIds: ['E1'] })
      put('a.html', 'b.html')
      aws.s3.put('other', 'c.html', Buffer.from(''))
      expect(sizesOf(await source.drain())).to.deep.equal(sizes([3, 1], ...Array(4).fill([1, 1])))
      expect(paths()).to.deep.equal(['/a.html', '/b.html'])
      expect(deadLetters.bodies().map(body => body.includes('c.html'))).to.deep.equal([true])
    })
  })

  it('submits everything once within a quota of 150 items per second', async () => {
    const { source, put, paths, queue } = await newWorld({
      speed: 25,
      quota: rateQuota(),
      origins: [{ ...plainOrigin, maxPaths: 1_000 }],
    })
    put(...keys(800))
    await source.drain()
    expect(paths()).to.deep.equal(pathsOf(keys(800)))
    expect(queue.bodies()).to.deep.equal([])
  })

  it('submits everything within a quota of 3,000 paths in progress', async () => {
    const { source, put, paths, queue } = await newWorld({
      speed: 25,
      quota: inProgressQuota,
      origins: [{ ...plainOrigin, maxPaths: 10_000 }],
    })
    put(...keys(4_000))
    await source.drain()
    expect(paths()).to.deep.equal(pathsOf(keys(4_000)))
    expect(queue.bodies()).to.deep.equal([])
  })

  it('returns all messages while it is denied, and handles them afterwards', async () => {
    const { aws, source, put, paths } = await newWorld()
    aws.faults.schedule('CreateInvalidation', knownFaults.denied)
    put('a.html', 'b.html')
    const batches = await source.drain()
    expect(sizesOf(batches)).to.deep.equal(sizes([2, 2], [2, 0]))
    expect(JSON.stringify(batches[0]?.invocation.lines))
      .to.include('cloudfront:CreateInvalidation')
      .and.to.match(/denied/i)
    expect(paths()).to.deep.equal(['/a.html', '/b.html'])
  })

  it('returns only the message of the path that CloudFront rejects', async () => {
    const { source, put, paths, deadLetters } = await newWorld({ speed: 25, rejects: item => item === '/13.html' })
    put(...keys(40))
    expect(sizesOf(await source.drain())).to.deep.equal(sizes([40, 1], ...Array(4).fill([1, 1])))
    expect(paths()).to.deep.equal(pathsOf(keys(40).filter(key => key !== '13.html')))
    expect(deadLetters.bodies()).to.have.length(1)
    expect(deadLetters.bodies()[0]).to.include('"key":"13.html"')
  })

  describe('when the function does not end by itself', () => {
    it('loses nothing if it is killed during a request', async () => {
      const { aws, lambda, source, put, paths } = await newWorld()
      aws.faults.schedule('CreateInvalidation', knownFaults.hang)
      put('a.html', 'b.html')
      const polled = source.poll()
      await called(aws)
      await lambda.kill()
      expect((await polled)?.invocation.outcome._tag).to.equal('Crashed')
      expect(sizesOf(await source.drain())).to.deep.equal(sizes([2, 0]))
      expect(paths()).to.deep.equal(['/a.html', '/b.html'])
    })

    it('invalidates nothing twice if it is killed after the invalidation and the batch is redelivered', async () => {
      const { aws, lambda, source, put, paths } = await newWorld()
      aws.faults.schedule('CreateInvalidation', { kind: 'hang-midway' })
      put('a.html', 'b.html')
      const polled = source.poll()
      await called(aws)
      await lambda.kill()
      await polled
      expect(paths()).to.deep.equal(['/a.html', '/b.html'])
      expect(sizesOf(await source.drain())).to.deep.equal(sizes([2, 0]))
      expect(paths()).to.deep.equal(['/a.html', '/b.html'])
    })

    it('responds before its timeout if CloudFront does not respond', async () => {
      const { aws, source, put, paths } = await newWorld({ speed: 25 })
      aws.faults.schedule('CreateInvalidation', ...times(50, knownFaults.hang))
      put('a.html')
      expect((await source.poll())?.invocation.outcome._tag).to.equal('Resolved')
      aws.faults.clear()
      expect(sizesOf(await source.drain())).to.deep.equal(sizes([1, 0]))
      expect(paths()).to.deep.equal(['/a.html'])
    })
  })

  it('fails to start with invalid origins, logs every issue and keeps every message', async () => {
    const origins = [
      { bucket: 7, distributionID: 'E1' },
      { bucket, distributionId: 'E1', maxPaths: 0, includes: ['*.html'] },
    ]
    const { aws, source, put, deadLetters, queue } = await newWorld({ origins })
    put('a.html')
    const batch = await source.poll()
    expect(batch?.invocation.outcome._tag).to.equal('Crashed')
    const logged = batch?.invocation.lines.join('\n') ?? ''
    for (const key of ['bucket', 'distributionID', 'maxPaths', 'includes']) expect(logged).to.include(key)
    expect([queue.bodies().length, deadLetters.bodies().length]).to.deep.equal([1, 0])
    expect(aws.calls()).to.deep.equal([])
  })

  describe('in all of these tests', () => {
    it('writes only JSON lines, and no credentials', () => {
      expect(outputs).to.have.length.above(20)
      expectCleanLogs(outputs)
    })
  })
})
