import { setTimeout as wait } from 'node:timers/promises'
import { CloudFormationClient } from '@aws-sdk/client-cloudformation'
import { CloudFrontClient } from '@aws-sdk/client-cloudfront'
import { CodePipelineClient } from '@aws-sdk/client-codepipeline'
import { S3Client } from '@aws-sdk/client-s3'

/** What the probes need. */
export interface World {
  /** Without retries, so that a probe sees each answer. */
  readonly cloudfront: CloudFrontClient
  readonly codepipeline: CodePipelineClient
  readonly cloudformation: CloudFormationClient
  readonly s3: S3Client
  /** A name that nothing else has: it starts all paths, references and names of what is created. */
  readonly name: string
  /** Waits a number of paces. Rejects once the run was interrupted. */
  readonly pause: (paces: number) => Promise<void>
  /** Waits a number of paces, interrupted or not. For the removal of what was created. */
  readonly pauseAnyway: (paces: number) => Promise<void>
  readonly say: (line: string) => void
}

/** `pace` is in seconds. */
interface Settings {
  readonly name: string
  readonly pace: number
  readonly signal: AbortSignal
  readonly say: (line: string) => void
}

/** Where calls go, and in whose name. */
interface Access {
  readonly endpoint: string
  readonly region: string
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string }
}

/** The SDK's clients. Without `access` they take credentials, Region and endpoints from the environment. */
export const createWorld = ({ name, pace, signal, say }: Settings, access?: Access): World => ({
  cloudfront: new CloudFrontClient({ ...access, maxAttempts: 1 }),
  codepipeline: new CodePipelineClient({ ...access, maxAttempts: 5 }),
  cloudformation: new CloudFormationClient({ ...access, maxAttempts: 5 }),
  s3: new S3Client({ ...access, maxAttempts: 5 }),
  name,
  pause: paces => wait(paces * pace * 1_000, undefined, { signal }),
  pauseAnyway: paces => wait(paces * pace * 1_000),
  say,
})

/** How often a state is looked at, once a pace, before a probe gives up: 20 minutes at the default pace. */
const maxLooks = 600

/** Looks until there is something to see. `undefined` if there never is. */
export const lookUntil = async <A>(pause: World['pause'], look: () => Promise<A | undefined>): Promise<A | undefined> => {
  for (let looks = 0; looks < maxLooks; looks += 1) {
    const seen = await look()
    if (seen !== undefined) return seen
    await pause(1)
  }
  return undefined
}
