/** An object in S3, and what identifies it. */
export interface S3Object {
  readonly bucket: string
  readonly key: string
}

/** The URL of an object. A bucket's name has no `/`, so it can be read back. */
export const s3Url = (bucket: string, key: string): string => `s3://${bucket}/${key}`

const url = /^s3:\/\/(?<bucket>[^/]*)\/(?<key>.*)$/s

/** The object that such a URL names; of another text an object that cannot exist. */
export const readS3Url = (text: string): S3Object => {
  const { bucket = '', key = '' } = url.exec(text)?.groups ?? {}
  return { bucket, key }
}
