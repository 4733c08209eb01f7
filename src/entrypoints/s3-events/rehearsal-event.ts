const bucket = 'rehearsal'

/** The origin of an event that is only rehearsed, in the notation of the variable `ORIGINS`. */
export const rehearsalOrigins = JSON.stringify([{ bucket, distributionId: 'E0000000000000' }])

const notification = {
  Records: [
    {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      eventName: 'ObjectCreated:Put',
      s3: { bucket: { name: bucket }, object: { key: 'img/a.png', sequencer: '00' } },
    },
  ],
}

/** An event of the queue with one change. */
export const rehearsalEvent = {
  Records: [{ eventSource: 'aws:sqs', messageId: 'rehearsal', body: JSON.stringify(notification) }],
}
