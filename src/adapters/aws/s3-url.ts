/** What identifies an object in S3. */
export interface S3Object {
  readonly bucket: string
  readonly key: string
}

/** The `s3://` URL of an object. Neither part is encoded. A bucket name has no `/`, so `readS3Url` restores both. */
export const s3Url = (bucket: string, key: string): string => `s3://${bucket}/${key}`

const url = /^s3:\/\/(?<bucket>[^/]*)\/(?<key>.*)$/s

/** The object that a URL of `s3Url` names. Any other text gives an empty bucket and key, which cannot exist. */
export const readS3Url = (text: string): S3Object => {
  const { bucket = '', key = '' } = url.exec(text)?.groups ?? {}
  return { bucket, key }
}
