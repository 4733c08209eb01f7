import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { ZipFile } from 'yazl'
import type { ActionExecution } from '../aws/codepipeline.ts'
import { jobEvent } from '../aws/job-event.ts'
import type { LocalAws } from '../aws/server.ts'

/** ZIP files or folders on this machine: the artifact of this run, and the one of the last success. */
export interface Artifacts {
  readonly current: string
  readonly previous: string | undefined
}

/** What the parameters say of the artifacts. They are not validated, since the function does that. */
interface Referred {
  readonly artifact: string
  readonly pipeline: string | undefined
  readonly stage: string
  readonly action: string
}

const text = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined)

const referredIn = (userParameters: string): Referred => {
  const { itemsFrom, changed } = Object(JSON.parse(userParameters))
  const { artifact, pipeline, stage, action } = Object(changed)
  return {
    artifact: text(artifact) ?? text(itemsFrom)?.split('::')[0] ?? 'SiteOutput',
    pipeline: text(pipeline),
    stage: text(stage) ?? '',
    action: text(action) ?? '',
  }
}

const bucket = 'codepipeline-eu-west-1-111111111111'

const zipOf = async (path: string): Promise<Uint8Array> => {
  if (!statSync(path).isDirectory()) return readFileSync(path)
  const zip = new ZipFile()
  for (const entry of readdirSync(path, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue
    const file = join(entry.parentPath, entry.name)
    zip.addFile(file, relative(path, file).split(sep).join('/'))
  }
  zip.end()
  return buffer(zip.outputStream as NodeJS.ReadableStream)
}

/** A deploy of the artifact at this key, whose execution is named after it. It took five seconds and ended at `at`. */
const deploy = ({ artifact, stage }: Referred, key: string, at: number): ActionExecution => ({
  pipelineExecutionId: key,
  stageName: stage,
  actionName: 'Upload',
  status: 'Succeeded',
  startTime: at / 1_000 - 5,
  lastUpdateTime: at / 1_000,
  input: {
    actionTypeId: { category: 'Deploy' },
    inputArtifacts: [{ name: artifact, s3location: { bucket, key } }],
  },
})

/** A success of the action that followed that deploy. */
const success = (referred: Referred, key: string, userParameters: string, at: number): ActionExecution => {
  const { input, ...run } = deploy(referred, key, at)
  return {
    ...run,
    actionName: referred.action,
    input: { ...input, actionTypeId: { category: 'Invoke' }, resolvedConfiguration: { UserParameters: userParameters } },
  }
}

/**
 * Uploads the artifacts as a pipeline would, records its deploy and the last success, if there is a previous artifact, and returns the event of
 * the job. Throws if a file cannot be read or the parameters are not JSON. `at` is in milliseconds since 1970.
 */
export const offerArtifacts = async (
  aws: Pick<LocalAws, 's3' | 'codepipeline'>,
  { current, previous }: Artifacts,
  jobId: string,
  userParameters: string,
  at: number,
): Promise<unknown> => {
  const referred = referredIn(userParameters)
  aws.s3.put(bucket, 'current', await zipOf(current))
  if (previous !== undefined) aws.s3.put(bucket, 'previous', await zipOf(previous))
  if (referred.pipeline !== undefined) {
    const before = [deploy(referred, 'previous', at - 60_000), success(referred, 'previous', userParameters, at - 55_000)]
    aws.codepipeline.record(referred.pipeline, ...(previous === undefined ? [] : before), deploy(referred, 'current', at))
  }
  const event = jobEvent(jobId, userParameters)
  const job = event['CodePipeline.job']
  const inputArtifacts = [
    { name: referred.artifact, revision: null, location: { type: 'S3', s3Location: { bucketName: bucket, objectKey: 'current' } } },
  ]
  return { ...event, 'CodePipeline.job': { ...job, data: { ...job.data, inputArtifacts } } }
}
