import type { Artifact, ArtifactLocation } from '../../domain/pipeline/artifact.ts'
import type { ArtifactFailure } from '../../domain/pipeline/artifact-failure.ts'
import { readS3Url } from '../aws/s3-url.ts'
import { rawMessageOf, readSdkFailure } from '../aws/sdk-failure.ts'
import { showable } from '../http/server-text.ts'
import { reasonOf } from '../zip/reason.ts'

/** S3 did not return a part of the object. Distinguishes its errors from those of reading the ZIP. */
export class GetObjectFailed extends Error {
  override readonly name = 'GetObjectFailed'
}

const unavailable = (reason: string): ArtifactFailure => ({ _tag: 'ArtifactStoreUnavailable', reason })

const unreadable = (location: ArtifactLocation, reason: string): ArtifactFailure => ({
  _tag: 'ArtifactUnreadable',
  location,
  reason,
})

/** S3 also responds with `AccessDenied` if the KMS key is denied. The message then has the action, or the error of KMS. */
const isAboutKey = /kms:decrypt|ciphertext refers to/i

/** The only part of the message to show. */
const keyArn = /arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+/

const denied = ({ location, credentials }: Artifact, partition: string, message: string): ArtifactFailure => {
  const { bucket, key } = readS3Url(location)
  const hint =
    credentials._tag === 'Provided'
      ? "Allow it in the pipeline's role, which provides the credentials for artifacts."
      : "Allow it in this function's role: the stack's ArtifactBucket and ArtifactKeyArn do."
  return isAboutKey.test(message)
    ? { _tag: 'ArtifactDenied', permission: 'kms:Decrypt', resource: keyArn.exec(message)?.[0] ?? `the key of ${location}`, hint }
    : { _tag: 'ArtifactDenied', permission: 's3:GetObject', resource: `arn:${partition}:s3:::${bucket}/${key}`, hint }
}

const unauthenticated = ({ credentials }: Artifact, code: string): ArtifactFailure => ({
  _tag: 'ArtifactUnauthenticated',
  code,
  hint:
    credentials._tag === 'Provided'
      ? "The job's credentials for its artifacts have expired, or the clock of this function is wrong. Retry the action: a new job has new credentials."
      : 'Retry the action. If it fails again, check the clock and the credentials of this function.',
})

/** The operation's own errors, by code. https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html */
const readRejection = (artifact: Artifact, partition: string, code: string, message: string): ArtifactFailure => {
  switch (code) {
    case 'NoSuchBucket':
    case 'NoSuchKey':
      return { _tag: 'ArtifactNotFound', location: artifact.location }
    case 'AccessDenied':
      return denied(artifact, partition, message)
    case 'InvalidObjectState':
      return unreadable(artifact.location, 'it is in archive storage, and has to be restored first')
    case 'PreconditionFailed':
      return unavailable('the object was replaced while it was read')
    default:
      return unreadable(artifact.location, `S3 rejected the request with ${code}`)
  }
}

const readGetObjectFailure = (artifact: Artifact, partition: string, error: unknown): ArtifactFailure => {
  const failure = readSdkFailure(error)
  switch (failure._tag) {
    case 'Throttled':
    case 'Fault':
      return unavailable(failure.code)
    case 'NoAnswer':
      return unavailable(failure.reason)
    case 'Unauthenticated':
      return unauthenticated(artifact, failure.code)
    case 'Rejected':
      return readRejection(artifact, partition, failure.code, rawMessageOf(error))
  }
}

/** Why an artifact in this partition was not read: S3 did not return it, the call timed out, or it is not a valid ZIP file. */
export const toFailure =
  (artifact: Artifact, partition = 'aws') =>
  (error: unknown): ArtifactFailure => {
    if (error instanceof GetObjectFailed) return readGetObjectFailure(artifact, partition, error.cause)
    if (error instanceof DOMException) return readGetObjectFailure(artifact, partition, error)
    return unreadable(artifact.location, error instanceof Error ? showable(reasonOf(error)) : 'it cannot be read')
  }
