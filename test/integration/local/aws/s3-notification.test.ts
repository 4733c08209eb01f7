import { expect } from 'chai'
import { localS3 } from '../../../../local/aws/s3.ts'
import { eventBridgeEvent, formEncoded, type ObjectEvent, s3Notification, snsNotification } from '../../../../local/aws/s3-notification.ts'
import { bytesOf } from '../../../support/builders/artifacts.ts'

const put: ObjectEvent = { name: 'ObjectCreated:Put', bucket: 'b', key: 'ä/b c+d.html', sequencer: 'FF00', at: 0, size: 3, etag: 'e' }

describe("The local S3's notifications", () => {
  const keys: ReadonlyArray<readonly [string, string]> = [
    ['red flower.jpg', 'red+flower.jpg'],
    ['c++/100%.html', 'c%2B%2B/100%25.html'],
    ['é/~(1)!*.html', '%C3%A9/%7E%281%29%21*.html'],
  ]
  for (const [key, encoded] of keys) {
    it(`encode ${key} as ${encoded}, which decodes as form data`, () => {
      expect(formEncoded(key)).to.equal(encoded)
      expect(new URLSearchParams(`key=${encoded}`).get('key')).to.equal(key)
    })
  }

  it('have the fields that S3 documents, and those of EventBridge with the unencoded key', () => {
    expect(s3Notification(put)).to.have.nested.include({
      'Records[0].eventVersion': '2.6',
      'Records[0].eventName': 'ObjectCreated:Put',
      'Records[0].s3.bucket.name': 'b',
      'Records[0].s3.object.key': '%C3%A4/b+c%2Bd.html',
      'Records[0].s3.object.eTag': 'e',
    })
    expect(eventBridgeEvent(put)).to.have.nested.include({
      'detail-type': 'Object Created',
      'detail.object.key': 'ä/b c+d.html',
      'detail.object.etag': 'e',
      'detail.reason': 'PutObject',
    })
    expect(snsNotification({ a: 1 })).to.include({ Type: 'Notification', Message: '{"a":1}' })
  })

  it('report puts and deletes in order, with sequencers that grow in length', () => {
    const s3 = localS3(() => 5)
    const events: ObjectEvent[] = []
    s3.watch(event => events.push(event))
    for (let round = 0; round < 20; round += 1) s3.put('b', 'k', bytesOf('abc'))
    s3.delete('b', 'k')
    expect(events[0]).to.deep.equal({
      name: 'ObjectCreated:Put',
      bucket: 'b',
      key: 'k',
      sequencer: 'FF00',
      at: 5,
      size: 3,
      etag: 'local-1',
    })
    expect(events.at(-1)).to.deep.equal({ name: 'ObjectRemoved:Delete', bucket: 'b', key: 'k', sequencer: '10040', at: 5 })
    const values = events.map(({ sequencer }) => Number.parseInt(sequencer, 16))
    expect(values).to.deep.equal([...values].sort((a, b) => a - b))
  })
})
