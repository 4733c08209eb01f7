import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { predicate } from '../../domain/codec/value.ts'
import type { InputArtifact } from '../../domain/pipeline/artifact.ts'
import { s3Url } from '../aws/s3-url.ts'
import { isSessionCredentials } from '../aws/session-credentials.ts'

/** The parts of a CodePipeline job that are used. */
export interface CodePipelineJob {
  readonly id: string
  /** `UserParameters`, not validated. */
  readonly parameters: unknown
  /** `undefined` unless the job is continued. */
  readonly continuationToken: unknown
  readonly artifacts: ReadonlyArray<InputArtifact>
}

const JobId = predicate('JobId', 'a job id', (id): id is string => typeof id === 'string' && id !== '')

/** CodePipeline's event. https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-Lambda.html */
const CodePipelineEvent = t.type({ 'CodePipeline.job': t.type({ id: JobId }, 'Job') }, 'CodePipelineEvent')

/** An event with parameters. The action does not require them. */
const Parameters = t.type(
  {
    'CodePipeline.job': t.type({
      data: t.type({ actionConfiguration: t.type({ configuration: t.type({ UserParameters: t.unknown }) }) }),
    }),
  },
  'CodePipelineEventWithParameters',
)

/** The event of a continued job. */
const Continued = t.type({ 'CodePipeline.job': t.type({ data: t.type({ continuationToken: t.unknown }) }) }, 'ContinuedCodePipelineEvent')

const WithArtifacts = t.type(
  { 'CodePipeline.job': t.type({ data: t.type({ inputArtifacts: t.readonlyArray(t.unknown) }) }) },
  'WithArtifacts',
)
const WithCredentials = t.type({ 'CodePipeline.job': t.type({ data: t.type({ artifactCredentials: t.unknown }) }) }, 'WithCredentials')

const ArtifactInEvent = t.type(
  { name: t.string, location: t.type({ s3Location: t.type({ bucketName: t.string, objectKey: t.string }) }) },
  'ArtifactInEvent',
)

const inEvent =
  <A, B>(type: t.Type<A, A, unknown>, read: (decoded: A) => B) =>
  (event: unknown): B | undefined =>
    pipe(
      type.decode(event),
      E.match(() => undefined, read),
    )

const parametersOf = inEvent(Parameters, decoded => decoded['CodePipeline.job'].data.actionConfiguration.configuration.UserParameters)

const tokenOf = inEvent(Continued, decoded => decoded['CodePipeline.job'].data.continuationToken)

const inputArtifactsOf = inEvent(WithArtifacts, decoded => decoded['CodePipeline.job'].data.inputArtifacts)

const providedCredentialsOf = inEvent(WithCredentials, decoded => decoded['CodePipeline.job'].data.artifactCredentials)

const credentialsOf = (event: unknown): InputArtifact['credentials'] => {
  const provided = providedCredentialsOf(event)
  if (!isSessionCredentials(provided)) return undefined
  const { accessKeyId, secretAccessKey, sessionToken } = provided
  return { _tag: 'Provided', reveal: () => ({ accessKeyId, secretAccessKey, sessionToken }) }
}

/** The input artifacts. CodePipeline keeps all of them in S3. */
const artifactsOf = (event: unknown): ReadonlyArray<InputArtifact> => {
  const credentials = credentialsOf(event)
  return (inputArtifactsOf(event) ?? []).flatMap(found => {
    const decoded = ArtifactInEvent.decode(found)
    if (E.isLeft(decoded)) return []
    const { name, location } = decoded.right
    return [{ name, location: s3Url(location.s3Location.bucketName, location.s3Location.objectKey), credentials }]
  })
}

/** The reason for an event without a job id. */
export const notAJob = 'The event is not a CodePipeline job: expected an object with "CodePipeline.job", which has an id. Nothing was done.'

/** Reads a job. An event without a job id is rejected, because it cannot be answered. */
export const readJobEvent = (event: unknown): E.Either<typeof notAJob, CodePipelineJob> =>
  pipe(
    CodePipelineEvent.decode(event),
    E.bimap(
      () => notAJob,
      decoded => ({
        id: decoded['CodePipeline.job'].id,
        parameters: parametersOf(event),
        continuationToken: tokenOf(event),
        artifacts: artifactsOf(event),
      }),
    ),
  )
