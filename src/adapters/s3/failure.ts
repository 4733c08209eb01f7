import { type ArtifactLocation, urlOf } from '../../domain/pipeline/artifact.ts'
import type { ArtifactFailure } from '../../domain/pipeline/artifact-failure.ts'
import { readSdkFailure } from '../aws/sdk-failure.ts'

/** S3 did not hand out a part of the object. Tells its errors from those in reading what it handed out. */
export class GetObjectFailed extends Error {
  override readonly name = 'GetObjectFailed'
}

const unavailable = (reason: string): ArtifactFailure => ({ _tag: 'ArtifactStoreUnavailable', reason })

const unreadable = (location: ArtifactLocation, reason: string): ArtifactFailure => ({
  _tag: 'ArtifactUnreadable',
  location: urlOf(location),
  reason,
})

/** S3 says `AccessDenied` for the key, too: either with the action, or with what KMS itself says. */
const isAboutKey = /kms:decrypt|ciphertext refers to/i

/** Nothing of the message is shown but what looks like this. */
const keyArn = /arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+/

const denied = ({ bucket, key }: ArtifactLocation, message: string): ArtifactFailure =>
  isAboutKey.test(message)
    ? { _tag: 'ArtifactDenied', permission: 'kms:Decrypt', resource: keyArn.exec(message)?.[0] ?? `the key of s3://${bucket}/${key}` }
    : { _tag: 'ArtifactDenied', permission: 's3:GetObject', resource: `arn:aws:s3:::${bucket}/${key}` }

/** The errors of the operation by their codes. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const readRefusal = (location: ArtifactLocation, code: string, message: string): ArtifactFailure => {
  switch (code) {
    case 'NoSuchBucket':
    case 'NoSuchKey':
      return { _tag: 'ArtifactNotFound', location: urlOf(location) }
    case 'AccessDenied':
      return denied(location, message)
    case 'InvalidObjectState':
      return unreadable(location, 'it is in archive storage, and has to be restored first')
    case 'PreconditionFailed':
      return unavailable('the object was replaced while it was read')
    default:
      return unreadable(location, `S3 refused to hand it out: ${code}`)
  }
}

const readGetObjectFailure = (location: ArtifactLocation, error: unknown): ArtifactFailure => {
  const failure = readSdkFailure(error)
  switch (failure._tag) {
    case 'Throttled':
    case 'Fault':
      return unavailable(failure.code)
    case 'NoAnswer':
      return unavailable(failure.reason)
    case 'Rejected':
      return readRefusal(location, failure.code, failure.message)
  }
}

/** Why a file was not read: S3 did not hand out the object, it took too long, or what was handed out is no proper ZIP. */
export const toFailure =
  (location: ArtifactLocation) =>
  (error: unknown): ArtifactFailure => {
    if (error instanceof GetObjectFailed) return readGetObjectFailure(location, error.cause)
    if (error instanceof DOMException) return readGetObjectFailure(location, error)
    return unreadable(location, `it is no proper ZIP: ${error instanceof Error ? error.message : 'it cannot be read'}`)
  }
