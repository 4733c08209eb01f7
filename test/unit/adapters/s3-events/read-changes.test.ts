import { expect } from 'chai'
import fc from 'fast-check'
import * as TH from 'fp-ts/lib/These.js'
import { readChanges, readEvent } from '../../../../src/adapters/s3-events/read-changes.ts'
import { leftOf, rightOf } from '../../../support/either.ts'
import { eventBridgeEvent, fromTopic, notification, testEvent } from '../../../support/recorded/s3-events.ts'

const bucket = 'amzn-s3-demo-bucket'

/** The reading of a message that is usable or unusable as a whole. */
const readText = (text: string) => {
  const reading = readChanges(text)
  if (TH.isBoth(reading)) throw new Error(`expected no partial reading, got ${JSON.stringify(reading)}`)
  return reading
}

const read = (message: unknown) => rightOf(readText(JSON.stringify(message)))
const rejectionOf = (message: unknown) => leftOf(readText(JSON.stringify(message)))

/** A key as S3 encodes it in a notification. */
const formEncoded = (key: string): string => encodeURIComponent(key).replaceAll('%20', '+').replaceAll('%2F', '/')

const keys = [
  'red flower.jpg',
  'a+b.txt',
  '100%.txt',
  'a%20b',
  'ü/é.html',
  '日本/語.html',
  '🦊.png',
  "it's (1)!*.txt",
  '?a=b&c#d',
  '~me',
  'a//b',
  '/a',
]

/** A copy of a message with another value at this path. */
const withPart = (message: object, part: string, value: unknown): unknown => {
  const copy = structuredClone(message)
  const path = part.split('.')
  const parent = path.slice(0, -1).reduce<object>((inner, key) => Reflect.get(inner, key), copy)
  Reflect.set(parent, path.at(-1) ?? '', value)
  return copy
}

describe('readChanges', () => {
  it('reads a notification, which has a form-encoded key', () => {
    expect(read(notification('ObjectCreated:Put', 'img/red+flower%2B1.jpg'))).to.deep.equal([
      { bucket, key: 'img/red flower+1.jpg', version: '0055AED6DCD90281E5' },
    ])
  })

  it('reads the same changes from an SNS topic', () => {
    const message = notification('ObjectRemoved:Delete', 'red+flower.jpg')
    expect(read(fromTopic(message))).to.deep.equal(read(message))
    expect(read(fromTopic(eventBridgeEvent('Object Created', 'a')))).to.deep.equal(read(eventBridgeEvent('Object Created', 'a')))
    expect(read(fromTopic(testEvent))).to.deep.equal([])
  })

  it('reads an EventBridge event', () => {
    expect(read(eventBridgeEvent('Object Created', 'img/a b.png'))).to.deep.equal([
      { bucket, key: 'img/a b.png', version: '617f08299329d189' },
    ])
  })

  it('reads an EventBridge event with a key that may be encoded as both keys that it may mean', () => {
    expect(read(eventBridgeEvent('Object Created', 'img/a+b%20c d.png'))).to.deep.equal([
      { bucket, key: 'img/a+b%20c d.png', version: '617f08299329d189' },
      { bucket, key: 'img/a b c d.png', version: '617f08299329d189' },
    ])
  })

  const readings: ReadonlyArray<readonly [string, ...ReadonlyArray<string>]> = [
    ['a+b', 'a+b', 'a b'],
    ['a%2Bb', 'a%2Bb', 'a+b'],
    ['a%2fb', 'a%2fb', 'a/b'],
    ['%C3%BC', '%C3%BC', 'ü'],
    ['100%', '100%'],
    ['100%+', '100%+'],
    ['%E0%A4%A', '%E0%A4%A'],
    ['%FF', '%FF'],
    ['a%2', 'a%2'],
    ['a b', 'a b'],
    ['ü', 'ü'],
  ]
  for (const [key, ...meant] of readings) {
    it(`takes ${key} from EventBridge for ${meant.join(' and ')}`, () => {
      expect(read(eventBridgeEvent('Object Created', key)).map(change => change.key)).to.deep.equal(meant)
    })
  }

  it('reads any key from EventBridge, raw or encoded, and no others than these two', () => {
    const anyKey = fc.string({ unit: fc.constantFrom('a', '/', ' ', '+', '%', '2', 'B', 'ü', '~'), minLength: 1, maxLength: 12 })
    fc.assert(
      fc.property(anyKey, key => {
        const keysOf = (sent: string) => read(eventBridgeEvent('Object Created', sent)).map(change => change.key)
        expect(keysOf(key)).to.include(key)
        expect(keysOf(formEncoded(key))).to.have.members([...new Set([formEncoded(key), key])])
        if (!/[+%]/.test(key)) expect(keysOf(key)).to.deep.equal([key])
      }),
    )
  })

  it('reads any key in every message format', () => {
    const anyKey = fc.oneof(fc.constantFrom(...keys), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }))
    fc.assert(
      fc.property(anyKey, key => {
        const encoded = notification('ObjectCreated:Copy', formEncoded(key))
        for (const message of [encoded, fromTopic(encoded), eventBridgeEvent('Object Deleted', key)])
          expect(read(message)).to.have.nested.property('[0].key', key)
      }),
    )
  })

  it('reads all records of a notification', () => {
    const records = ['a', 'b', 'c'].flatMap(key => notification('ObjectCreated:Put', key).Records)
    expect(read({ Records: records }).map(({ key }) => key)).to.deep.equal(['a', 'b', 'c'])
    expect(read({ Records: [] })).to.deep.equal([])
  })

  it('accepts the test event that S3 sends when a notification is configured', () => {
    expect(read(testEvent)).to.deep.equal([])
  })

  for (const name of [
    'ObjectCreated:Put',
    'ObjectCreated:CompleteMultipartUpload',
    'ObjectRemoved:Delete',
    'ObjectRemoved:DeleteMarkerCreated',
    'LifecycleExpiration:Delete',
    'LifecycleExpiration:DeleteMarkerCreated',
    'ObjectRestore:Completed',
    'ObjectRestore:Delete',
    'ObjectAcl:Put',
    'ObjectReplaced:Somehow',
  ]) {
    it(`reads ${name} as a change`, () => {
      expect(read(notification(name, 'a'))).to.have.length(1)
    })
  }

  for (const name of [
    'ObjectTagging:Put',
    'ObjectTagging:Delete',
    'Replication:OperationMissedThreshold',
    'LifecycleTransition',
    'IntelligentTiering',
    'ObjectRestore:Post',
    'ReducedRedundancyLostObject',
  ]) {
    it(`ignores ${name}`, () => {
      expect(read(notification(name, 'a'))).to.deep.equal([])
    })
  }

  for (const [type, count] of [
    ['Object Created', 1],
    ['Object Deleted', 1],
    ['Object Restore Completed', 1],
    ['Object Restore Expired', 1],
    ['Object ACL Updated', 1],
    ['Object Something New', 1],
    ['Object Restore Initiated', 0],
    ['Object Storage Class Changed', 0],
    ['Object Access Tier Changed', 0],
    ['Object Tags Added', 0],
    ['Object Tags Deleted', 0],
  ] as const) {
    it(`${count === 1 ? 'reads' : 'ignores'} "${type}"`, () => {
      expect(read(eventBridgeEvent(type, 'a'))).to.have.length(count)
    })
  }

  it('accepts an event without a sequencer', () => {
    const message = notification('LifecycleExpiration:Delete', 'a', { s3: { bucket: { name: bucket }, object: { key: 'a' } } })
    expect(read(message)).to.deep.equal([{ bucket, key: 'a', version: undefined }])
  })

  it('uses the sequencer only for puts and deletes, because S3 defines no order for other events', () => {
    const notified = (name: string) => read(notification(name, 'a'))[0]?.version
    for (const name of ['ObjectCreated:Copy', 'ObjectRemoved:DeleteMarkerCreated', 'LifecycleExpiration:Delete'])
      expect(notified(name), name).to.equal('0055AED6DCD90281E5')
    for (const name of ['ObjectAcl:Put', 'ObjectRestore:Completed', 'ObjectRestore:Delete', 'ObjectReplaced:Somehow'])
      expect(notified(name), name).to.equal(undefined)

    const passedOn = (type: string) => read(eventBridgeEvent(type, 'a'))[0]?.version
    for (const type of ['Object Created', 'Object Deleted']) expect(passedOn(type), type).to.equal('617f08299329d189')
    for (const type of ['Object ACL Updated', 'Object Restore Expired', 'Object Something New'])
      expect(passedOn(type), type).to.equal(undefined)
  })

  it('ignores an empty sequencer', () => {
    const object = { key: 'a', version: '' }
    expect(read(notification('ObjectCreated:Put', 'a', { s3: { bucket: { name: bucket }, object } }))[0]?.version).to.equal(undefined)
    expect(read(eventBridgeEvent('Object Created', 'a', { object }))[0]?.version).to.equal(undefined)
  })

  for (const version of ['2.0', '2.3', '2.6', '2.10']) {
    it(`accepts version ${version} of a notification`, () => {
      expect(read(notification('ObjectCreated:Put', 'a', { eventVersion: version }))).to.have.length(1)
    })
  }

  it('rejects versions that may be incompatible', () => {
    for (const eventVersion of ['3.0', '1.0', '2', '21.0', '12.0', '2.1x', '']) {
      expect(rejectionOf(notification('ObjectCreated:Put', 'a', { eventVersion }))).to.deep.equal({
        _tag: 'EventVersionUnknown',
        version: eventVersion,
      })
    }
    for (const version of ['1.2', '1.10'])
      expect(read(eventBridgeEvent('Object Created', 'a', { 'event-version': version }))).to.have.length(1)
    for (const version of ['2.0', '11.0', '1.2x', ''])
      expect(rejectionOf(eventBridgeEvent('Object Created', 'a', { 'event-version': version }))).to.deep.equal({
        _tag: 'EventVersionUnknown',
        version,
      })
  })

  it('rejects a key that is not form-encoded, and quotes little of it', () => {
    expect(rejectionOf(notification('ObjectCreated:Put', '100%'))).to.deep.equal({ _tag: 'KeyUnreadable', key: '"100%"' })
    expect(rejectionOf(notification('ObjectCreated:Put', '%E0%A4%A'))).to.include({ _tag: 'KeyUnreadable' })
    expect(JSON.stringify(rejectionOf(notification('ObjectCreated:Put', `%${'a'.repeat(500)}`)))).to.have.length.below(100)
  })

  it('rejects a key longer than S3 allows, because matching it could take too long', () => {
    const longest = 'é'.repeat(512)
    expect(read(notification('ObjectCreated:Put', formEncoded(longest)))).to.have.nested.property('[0].key', longest)
    const tooLong = 'a'.repeat(1_025)
    expect(rejectionOf(notification('ObjectCreated:Put', tooLong))).to.include({ _tag: 'KeyUnreadable' })
    expect(rejectionOf(eventBridgeEvent('Object Created', tooLong))).to.deep.include({ _tag: 'KeyUnreadable' })
    expect(rejectionOf(eventBridgeEvent('Object Created', `${tooLong}+`))).to.include({ _tag: 'KeyUnreadable' })
    expect(read(eventBridgeEvent('Object Created', formEncoded(longest))).map(({ key }) => key)).to.deep.equal([longest])
  })

  it('reads the other records of a notification with unusable ones, and reports the first of those', () => {
    const recordOf = (key: string) => notification('ObjectCreated:Put', key).Records[0]
    const Records = [recordOf('a'), recordOf('%'), { ...recordOf('b'), eventSource: 'minio:s3' }, null, recordOf('c')]
    const reading = readChanges(JSON.stringify({ Records }))
    expect(reading).to.deep.include({ _tag: 'Both', left: { _tag: 'KeyUnreadable', key: '"%"' } })
    expect(reading).to.have.nested.property('right[0].key', 'a')
    expect(reading).to.have.nested.property('right[1].key', 'c')
    expect(reading).not.to.have.nested.property('right[2]')
    expect(rejectionOf({ Records: [{}, recordOf('%')] })).to.include({ _tag: 'MessageUnreadable' })
  })

  it('rejects other messages', () => {
    const others = [
      null,
      1,
      'text',
      [],
      {},
      { Records: [{}] },
      { Records: [{ ...notification('ObjectCreated:Put', 'a').Records[0], eventSource: 'minio:s3' }] },
      { ...eventBridgeEvent('Object Created', 'a'), source: 'my.app' },
      { ...testEvent, Event: 's3:Other' },
      { Type: 'SubscriptionConfirmation', Message: 'You have chosen to subscribe' },
    ]
    for (const other of others) expect(rejectionOf(other)).to.include({ _tag: 'MessageUnreadable' })
    expect(leftOf(readText('no JSON')))
      .to.have.property('reason')
      .that.includes('not JSON at position')
    expect(leftOf(readText(JSON.stringify({ Type: 'Notification', Message: 'no JSON' })))).to.include({ _tag: 'MessageUnreadable' })
  })

  for (const [what, whole, parts] of [
    [
      'a notification',
      notification('ObjectCreated:Put', 'a'),
      ['eventVersion', 'eventSource', 'eventName', 's3', 's3.bucket', 's3.bucket.name', 's3.object', 's3.object.key'].map(
        part => `Records.0.${part}`,
      ),
    ],
    [
      'an EventBridge event',
      eventBridgeEvent('Object Created', 'a'),
      ['source', 'detail-type', 'detail', 'detail.bucket', 'detail.bucket.name', 'detail.object', 'detail.object.key'],
    ],
  ] as const) {
    for (const part of parts) {
      it(`rejects ${what} with a missing or invalid ${part}`, () => {
        expect(rejectionOf(withPart(whole, part, undefined))).to.include({ _tag: 'MessageUnreadable' })
        expect(rejectionOf(withPart(whole, part, 7))).to.include({ _tag: 'MessageUnreadable' })
      })
    }
  }

  it('rejects optional fields that are not strings', () => {
    expect(rejectionOf(withPart(notification('ObjectCreated:Put', 'a'), 'Records.0.s3.object.sequencer', 7))).to.include({
      _tag: 'MessageUnreadable',
    })
    for (const part of ['detail.object.sequencer', 'detail.event-version'])
      expect(rejectionOf(withPart(eventBridgeEvent('Object Created', 'a'), part, 7))).to.include({ _tag: 'MessageUnreadable' })
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), text => void readChanges(text)))
    fc.assert(fc.property(fc.anything(), event => void readEvent(event)))
  })
})
