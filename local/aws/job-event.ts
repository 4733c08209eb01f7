import type { SomeReadings } from './readings.ts'

/** The credentials that CodePipeline puts into each event. They must never appear in any output. */
export const artifactCredentials = {
  accessKeyId: 'ASIALOCALARTIFACTS',
  secretAccessKey: 'local-artifact-secret',
  sessionToken: 'local-artifact-token',
  expirationTime: 1_575_493_418_000,
}

/** An event as CodePipeline sends it. https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-Lambda.html */
export const jobEvent = (jobId: string, userParameters?: unknown, continuationToken?: string) => ({
  'CodePipeline.job': {
    id: jobId,
    accountId: '111111111111',
    data: {
      actionConfiguration: {
        configuration: {
          FunctionName: 'cloudfront-invalidator',
          ...(userParameters === undefined ? {} : { UserParameters: userParameters }),
        },
      },
      inputArtifacts: [
        {
          name: 'SiteOutput',
          revision: null,
          location: {
            type: 'S3',
            s3Location: { bucketName: 'codepipeline-eu-west-1-111111111111', objectKey: 'my-site/SiteOutput/TdOSFRV' },
          },
        },
      ],
      outputArtifacts: [],
      artifactCredentials,
      ...(continuationToken === undefined ? {} : { continuationToken }),
      encryptionKey: { id: 'arn:aws:kms:eu-west-1:111111111111:key/11111111-abcd-1111-abcd-111111abcdef', type: 'KMS' },
    },
  },
})

/** The event that continues a job: the same event with a new job id and the previous job's continuation token. */
export const continued = (event: unknown, jobId: string, continuationToken: string): unknown => {
  const copy = structuredClone(event) as ReturnType<typeof jobEvent>
  const job = copy['CodePipeline.job']
  return { ...copy, 'CodePipeline.job': { ...job, id: jobId, data: { ...job.data, continuationToken } } }
}

/** The event under these readings. */
export const eventUnder = (event: unknown, { artifactCredentials: reach }: SomeReadings): unknown => {
  const job: unknown = typeof event === 'object' && event !== null ? Reflect.get(event, 'CodePipeline.job') : undefined
  if (reach !== 'absent' || typeof job !== 'object' || job === null) return event
  const { artifactCredentials: _, ...data } = Object(Reflect.get(job, 'data'))
  return { ...Object(event), 'CodePipeline.job': { ...job, data } }
}

/** The job id of an event of unknown shape, if it has one. */
export const jobIdOf = (event: unknown): string | undefined => {
  const job: unknown = typeof event === 'object' && event !== null ? Reflect.get(event, 'CodePipeline.job') : undefined
  const id: unknown = typeof job === 'object' && job !== null ? Reflect.get(job, 'id') : undefined
  return typeof id === 'string' ? id : undefined
}
