import { expect } from 'chai'
import fc from 'fast-check'
import { readChanges, readEvent } from '../../../../src/adapters/s3-events/read-changes.ts'
import { leftOf, rightOf } from '../../../support/either.ts'
import { eventBridgeEvent, fromTopic, notification, testEvent } from '../../../support/recorded-s3-events.ts'

const bucket = 'amzn-s3-demo-bucket'

const read = (message: unknown) => rightOf(readChanges(JSON.stringify(message)))
const refuse = (message: unknown) => leftOf(readChanges(JSON.stringify(message)))

/** As S3 writes a key into a notification. */
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

/** A message with another value in one of its places. */
const withPart = (message: object, part: string, value: unknown): unknown => {
  const copy = structuredClone(message)
  const path = part.split('.')
  const parent = path.slice(0, -1).reduce<object>((inner, key) => Reflect.get(inner, key), copy)
  Reflect.set(parent, path.at(-1) ?? '', value)
  return copy
}

describe('readChanges', () => {
  it('reads a notification, whose key is form-encoded', () => {
    expect(read(notification('ObjectCreated:Put', 'img/red+flower%2B1.jpg'))).to.deep.equal([
      { bucket, key: 'img/red flower+1.jpg', version: '0055AED6DCD90281E5' },
    ])
  })

  it('reads the same from a topic', () => {
    const message = notification('ObjectRemoved:Delete', 'red+flower.jpg')
    expect(read(fromTopic(message))).to.deep.equal(read(message))
    expect(read(fromTopic(eventBridgeEvent('Object Created', 'a')))).to.deep.equal(read(eventBridgeEvent('Object Created', 'a')))
    expect(read(fromTopic(testEvent))).to.deep.equal([])
  })

  it('reads an event of EventBridge, whose key is not encoded', () => {
    expect(read(eventBridgeEvent('Object Created', 'img/a+b%20c d.png'))).to.deep.equal([
      { bucket, key: 'img/a+b%20c d.png', version: '617f08299329d189' },
    ])
  })

  it('takes any key for what it is, in each of the shapes', () => {
    const anyKey = fc.oneof(fc.constantFrom(...keys), fc.string({ unit: 'grapheme', minLength: 1, maxLength: 30 }))
    fc.assert(
      fc.property(anyKey, key => {
        const encoded = notification('ObjectCreated:Copy', formEncoded(key))
        for (const message of [encoded, fromTopic(encoded), eventBridgeEvent('Object Deleted', key)])
          expect(read(message)).to.have.nested.property('[0].key', key)
      }),
    )
  })

  it('reads all that one notification tells of', () => {
    const records = ['a', 'b', 'c'].flatMap(key => notification('ObjectCreated:Put', key).Records)
    expect(read({ Records: records }).map(({ key }) => key)).to.deep.equal(['a', 'b', 'c'])
    expect(read({ Records: [] })).to.deep.equal([])
  })

  it('accepts the test that S3 sends when a notification is set up', () => {
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
    it(`takes ${name} for a change`, () => {
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
    it(`takes ${name} for none`, () => {
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
    it(`takes "${type}" for ${count === 1 ? 'a change' : 'none'}`, () => {
      expect(read(eventBridgeEvent(type, 'a'))).to.have.length(count)
    })
  }

  it('does without a sequencer, which only some events have', () => {
    const message = notification('LifecycleExpiration:Delete', 'a', { s3: { bucket: { name: bucket }, object: { key: 'a' } } })
    expect(read(message)).to.deep.equal([{ bucket, key: 'a', version: undefined }])
  })

  it('takes no sequencer but that of a PUT or a DELETE: S3 gives no other a meaning', () => {
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

  it('takes an empty sequencer for none', () => {
    const object = { key: 'a', version: '' }
    expect(read(notification('ObjectCreated:Put', 'a', { s3: { bucket: { name: bucket }, object } }))[0]?.version).to.equal(undefined)
    expect(read(eventBridgeEvent('Object Created', 'a', { object }))[0]?.version).to.equal(undefined)
  })

  for (const version of ['2.0', '2.3', '2.6', '2.10']) {
    it(`takes version ${version} of a notification`, () => {
      expect(read(notification('ObjectCreated:Put', 'a', { eventVersion: version }))).to.have.length(1)
    })
  }

  it('refuses a version that may mean something else', () => {
    for (const eventVersion of ['3.0', '1.0', '2', '21.0', '12.0', '2.1x', '']) {
      expect(refuse(notification('ObjectCreated:Put', 'a', { eventVersion }))).to.deep.equal({
        _tag: 'EventVersionUnknown',
        version: eventVersion,
      })
    }
    for (const version of ['1.2', '1.10'])
      expect(read(eventBridgeEvent('Object Created', 'a', { 'event-version': version }))).to.have.length(1)
    for (const version of ['2.0', '11.0', '1.2x', ''])
      expect(refuse(eventBridgeEvent('Object Created', 'a', { 'event-version': version }))).to.deep.equal({
        _tag: 'EventVersionUnknown',
        version,
      })
  })

  it('refuses a key that is not form-encoded, and shows little of it', () => {
    expect(refuse(notification('ObjectCreated:Put', '100%'))).to.deep.equal({ _tag: 'KeyUnreadable', key: '"100%"' })
    expect(refuse(notification('ObjectCreated:Put', '%E0%A4%A'))).to.include({ _tag: 'KeyUnreadable' })
    expect(JSON.stringify(refuse(notification('ObjectCreated:Put', `%${'a'.repeat(500)}`)))).to.have.length.below(100)
  })

  it('refuses a key that is longer than any of S3, which could keep a pattern busy for ever', () => {
    const longest = 'é'.repeat(512)
    expect(read(notification('ObjectCreated:Put', formEncoded(longest)))).to.have.nested.property('[0].key', longest)
    const tooLong = 'a'.repeat(1_025)
    expect(refuse(notification('ObjectCreated:Put', tooLong))).to.include({ _tag: 'KeyUnreadable' })
    expect(refuse(eventBridgeEvent('Object Created', tooLong))).to.include({ _tag: 'KeyUnreadable' })
  })

  it('refuses all of a notification of which it cannot read a part', () => {
    const { Records: good } = notification('ObjectCreated:Put', 'a')
    const { Records: bad } = notification('ObjectCreated:Put', '%')
    expect(refuse({ Records: [...good, ...bad] })).to.include({ _tag: 'KeyUnreadable' })
  })

  it('refuses what is no event of S3', () => {
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
    for (const other of others) expect(refuse(other)).to.include({ _tag: 'MessageUnreadable' })
    expect(leftOf(readChanges('no JSON')))
      .to.have.property('reason')
      .that.includes('not JSON at position')
    expect(leftOf(readChanges(JSON.stringify({ Type: 'Notification', Message: 'no JSON' })))).to.include({ _tag: 'MessageUnreadable' })
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
      'an event of EventBridge',
      eventBridgeEvent('Object Created', 'a'),
      ['source', 'detail-type', 'detail', 'detail.bucket', 'detail.bucket.name', 'detail.object', 'detail.object.key'],
    ],
  ] as const) {
    for (const part of parts) {
      it(`refuses ${what} without its ${part}, or with another kind of it`, () => {
        expect(refuse(withPart(whole, part, undefined))).to.include({ _tag: 'MessageUnreadable' })
        expect(refuse(withPart(whole, part, 7))).to.include({ _tag: 'MessageUnreadable' })
      })
    }
  }

  it('refuses what should be text and is not, where it need not be there', () => {
    expect(refuse(withPart(notification('ObjectCreated:Put', 'a'), 'Records.0.s3.object.sequencer', 7))).to.include({
      _tag: 'MessageUnreadable',
    })
    for (const part of ['detail.object.sequencer', 'detail.event-version'])
      expect(refuse(withPart(eventBridgeEvent('Object Created', 'a'), part, 7))).to.include({ _tag: 'MessageUnreadable' })
  })

  it('never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), text => void readChanges(text)))
    fc.assert(fc.property(fc.anything(), event => void readEvent(event)))
  })
})
