import { expect } from 'chai'
import { knownFaults } from '../../../../local/aws/faults.ts'
import { eventBridgeEvent, type ObjectEvent, s3Notification, s3TestEvent, snsNotification } from '../../../../local/aws/s3-notification.ts'
import { sessionKeyId } from '../../../../local/aws/sts.ts'
import { invokeAsynchronously } from '../../../../local/lambda/asynchronous.ts'
import { sqsEvent } from '../../../../local/lambda/event-source.ts'
import type { Invocation } from '../../../../local/lambda/function.ts'
import { bucket, expectCleanLogs, plainOrigin, s3EventsWorldPerTest, sizesOf } from '../../../support/worlds/s3-events.ts'

const put = (key: string, change: Partial<ObjectEvent> = {}): ObjectEvent => ({
  name: 'ObjectCreated:Put',
  bucket,
  key,
  sequencer: 'FF00',
  at: 1_000_000,
  ...change,
})

const send = (queue: { readonly send: (body: string) => string }, ...bodies: ReadonlyArray<unknown>): void => {
  for (const body of bodies) queue.send(typeof body === 'string' ? body : JSON.stringify(body))
}

describe('The bundle for S3 events', () => {
  const outputs: Invocation[] = []
  const newWorld = s3EventsWorldPerTest(outputs)

  for (const shape of ['direct', 'sns', 'eventbridge'] as const) {
    it(`invalidates created and deleted objects in one request (${shape})`, async () => {
      const { aws, source, put, queue, paths } = await newWorld({ shape, origins: [{ bucket, distributionId: 'E1' }] })
      put('index.html', 'docs/index.html', 'a b.html', 'c++.html', '100%.html', 'x%20y.html', 'ü/é.html', 'a?b=c&d.html')
      aws.s3.delete(bucket, 'gone (1).html')
      const batches = await source.drain()
      expect(sizesOf(batches)).to.deep.equal([[9, 0]])
      expect(aws.cloudfront.invalidations()).to.have.length(1)
      expect(paths()).to.deep.equal(
        [
          '/',
          '/%C3%BC/%C3%A9.html',
          '/100%25.html',
          '/a%20b.html',
          '/a%3Fb=c&d.html',
          '/c++.html',
          '/docs',
          '/docs/',
          '/docs/index.html',
          '/gone%20(1).html',
          '/index.html',
          '/x%2520y.html',
          // A key from EventBridge may be encoded.
          ...(shape === 'eventbridge' ? ['/c%20%20.html', '/x%20y.html'] : []),
        ].sort(),
      )
      expect(queue.bodies()).to.deep.equal([])
    })
  }

  it('invalidates each path of 500 objects once, in one request', async () => {
    const { aws, source, put, paths } = await newWorld({ origins: [{ ...plainOrigin, maxPaths: 1_000 }] })
    const keys = Array.from({ length: 500 }, (_, index) => `p/${index}.html`)
    put(...keys)
    expect(sizesOf(await source.drain())).to.deep.equal([[500, 0]])
    expect(paths()).to.deep.equal(keys.map(key => `/${key}`).sort())
    expect(aws.cloudfront.invalidations()).to.have.length(1)
  })

  it('applies include and exclude to keys with a line break', async () => {
    const { source, put, paths } = await newWorld({
      origins: [{ bucket, distributionId: 'E1', include: ['**/*.html'], exclude: ['drafts/**', '/?.html'] }],
    })
    put('a\nb.html', 'a\nb.css', 'drafts/a\nb.html', '\n.html')
    expect(sizesOf(await source.drain())).to.deep.equal([[4, 0]])
    expect(paths()).to.deep.equal(['/a%0Ab.html'])
  })

  it('covers all changes with at most 20 paths per batch by default', async () => {
    const { source, put, paths } = await newWorld({ origins: [{ bucket, distributionId: 'E1' }] })
    const keys = Array.from({ length: 300 }, (_, index) => `${index % 2 === 0 ? 'a' : 'b'}/${index}.html`)
    put(...keys)
    await source.drain()
    expect(paths().length).to.be.within(1, 20)
    const isCovered = (path: string) => paths().some(item => (item.endsWith('*') ? path.startsWith(item.slice(0, -1)) : path === item))
    expect(keys.map(key => `/${key}`).filter(path => !isCovered(path))).to.deep.equal([])
    expect(paths()).not.to.include('/*')
  })

  it('invalidates a path once if its object is reported several times', async () => {
    const { queue, source, paths } = await newWorld()
    const twice = s3Notification(put('a.html'))
    send(queue, twice, twice, eventBridgeEvent(put('a.html')), s3Notification(put('a.html', { sequencer: '10000' }), put('b.html')))
    expect(sizesOf(await source.drain())).to.deep.equal([[4, 0]])
    expect(paths()).to.deep.equal(['/a.html', '/b.html'])
  })

  it('creates nothing twice if a batch, or a message within it, is delivered twice', async () => {
    const { aws, lambda, queue, put, paths } = await newWorld()
    put('a.html', 'b.html')
    const messages = queue.receive(10)
    for (const batch of [messages, messages, [...messages, ...messages]]) {
      const { outcome } = await lambda.invoke(sqsEvent(batch))
      expect(outcome).to.deep.equal({ _tag: 'Resolved', value: { batchItemFailures: [] } })
    }
    expect(aws.calls()).to.have.length(3)
    expect(paths()).to.deep.equal(['/a.html', '/b.html'])
  })

  it('accepts the test event of S3, and calls no service', async () => {
    const { aws, queue, source } = await newWorld()
    send(queue, s3TestEvent(bucket), snsNotification(s3TestEvent(bucket)))
    expect(sizesOf(await source.drain())).to.deep.equal([[2, 0]])
    expect(aws.calls()).to.deep.equal([])
  })

  it('ignores events that change nothing and objects that are not served', async () => {
    const { aws, queue, source, paths } = await newWorld({
      origins: [{ ...plainOrigin, originPath: '/live', include: ['**/*.html'], exclude: ['drafts/'] }],
    })
    const keys = ['live/a.html', 'live/b.css', 'live/drafts/c.html', 'other/d.html', 'lively.html']
    send(queue, ...keys.map(key => s3Notification(put(key))))
    for (const name of ['ObjectTagging:Put', 'ObjectTagging:Delete', 'LifecycleTransition', 'ObjectRestore:Post']) {
      send(queue, s3Notification(put('live/e.html', { name })))
    }
    send(queue, eventBridgeEvent(put('live/e.html', { name: 'ObjectTagging:Put' })))
    for (const name of ['LifecycleExpiration:Delete', 'ObjectAcl:Put', 'ObjectRestore:Completed', 'ObjectWhatever:New']) {
      send(queue, s3Notification(put(`live/${name}.html`, { name })))
    }
    expect((await source.drain()).map(({ returned }) => returned.length)).to.deep.equal([0])
    expect(paths()).to.deep.equal([
      '/LifecycleExpiration:Delete.html',
      '/ObjectAcl:Put.html',
      '/ObjectRestore:Completed.html',
      '/ObjectWhatever:New.html',
      '/a.html',
    ])
    expect(aws.calls()).to.have.length(1)
  })

  it('handles origins of several buckets separately, and invalidates every distribution and tenant of an origin', async () => {
    const { aws, queue, source } = await newWorld({
      origins: [
        { ...plainOrigin, distributionId: ['E1', 'dt_1'] },
        { bucket: 'other', distributionId: 'E3', indexDocuments: [], roleArn: 'arn:aws:iam::222222222222:role/r', externalId: 'x-1' },
      ],
    })
    send(queue, s3Notification(put('a.html')), s3Notification(put('b.html', { bucket: 'other' })))
    expect(sizesOf(await source.drain())).to.deep.equal([[2, 0]])
    const sent = aws.cloudfront.invalidations().map(({ distributionId, items }) => `${distributionId} ${items.join(' ')}`)
    expect(sent.sort()).to.deep.equal(['E1 /a.html', 'E3 /b.html', 'dt_1 /a.html'])
    const [assumed, ...others] = aws.sts.assumed()
    expect(others).to.deep.equal([])
    expect(assumed).to.include({ roleArn: 'arn:aws:iam::222222222222:role/r', externalId: 'x-1' })
    expect(assumed?.sessionName).to.match(/^cloudfront-invalidator-[0-9a-f]{32}$/)
    const keys = aws.calls().flatMap(({ operation, accessKeyId }) => (operation === 'CreateInvalidation' ? [accessKeyId] : []))
    expect(keys.filter(key => key === sessionKeyId)).to.have.length(1)
  })

  describe('with a poison message', () => {
    const poison: ReadonlyArray<readonly [string, unknown]> = [
      ['not JSON', 'hello'],
      ['not a notification', { hello: 'there' }],
      ['about an unknown bucket', s3Notification(put('a.html', { bucket: 'unknown' }))],
      ['about a key that cannot be decoded', JSON.stringify(s3Notification(put('bad'))).replace('"bad"', '"%E0%A4%A"')],
      ['from another service', { Records: [{ eventSource: 'aws:ses', eventVersion: '1.0' }] }],
      ['null', 'null'],
    ]
    for (const [what, body] of poison) {
      it(`returns only that message if it is ${what}`, async () => {
        const { queue, deadLetters, source, put, paths } = await newWorld()
        put('a.html')
        send(queue, body)
        put('b.html')
        expect(sizesOf(await source.drain())).to.deep.equal([[3, 1], ...Array(4).fill([1, 1])])
        expect(deadLetters.bodies()).to.deep.equal([typeof body === 'string' ? body : JSON.stringify(body)])
        expect(paths()).to.deep.equal(['/a.html', '/b.html'])
      })
    }
  })

  describe('when it is invoked directly', () => {
    for (const [service, eventFor] of [
      ['S3', (key: string) => s3Notification(put(key))],
      ['EventBridge', (key: string) => eventBridgeEvent(put(key))],
      [
        'SNS',
        (key: string) => ({ Records: [{ EventSource: 'aws:sns', EventVersion: '1.0', Sns: snsNotification(s3Notification(put(key))) }] }),
      ],
    ] as const) {
      it(`invalidates the object in an event from ${service}`, async () => {
        const { lambda, paths } = await newWorld()
        const { outcome } = await lambda.invoke(eventFor('a b+c.html'))
        expect(outcome._tag).to.equal('Resolved')
        expect(paths()).to.deep.equal(service === 'EventBridge' ? ['/a%20b%20c.html', '/a%20b+c.html'] : ['/a%20b+c.html'])
      })

      it(`rejects if CloudFront denies the request, so that Lambda retries the event from ${service}`, async () => {
        const { aws, lambda, paths } = await newWorld()
        aws.faults.schedule('CreateInvalidation', knownFaults.denied)
        const invocations = await invokeAsynchronously(lambda, eventFor('a.html'))
        expect(invocations.map(({ outcome }) => outcome._tag)).to.deep.equal(['Rejected', 'Resolved'])
        expect(paths()).to.deep.equal(['/a.html'])
      })
    }
  })

  describe('in all of these tests', () => {
    it('writes only JSON lines, and no credentials', () => {
      expect(outputs).to.have.length.above(30)
      expectCleanLogs(outputs)
    })
  })
})
