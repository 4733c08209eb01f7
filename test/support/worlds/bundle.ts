import { fileURLToPath } from 'node:url'

/** The built Lambda function for CodePipeline, the file that is packaged. */
export const codePipelineBundle = fileURLToPath(new URL('../../../dist/codepipeline/index.mjs', import.meta.url))

/** The built command line, the file that npm links as `cloudfront-invalidator`. */
export const cliBundle = fileURLToPath(new URL('../../../dist/cli/index.mjs', import.meta.url))

/** The built GitHub Action, the file that action.yml names. */
export const githubActionBundle = fileURLToPath(new URL('../../../dist/github-action/index.mjs', import.meta.url))

/** The built Lambda function for S3 events, the file that is packaged. */
export const s3EventsBundle = fileURLToPath(new URL('../../../dist/s3-events/index.mjs', import.meta.url))

/** The built Lambda function of the example for Cloudflare, the file that its template deploys. */
export const cloudflareBundle = fileURLToPath(new URL('../../../dist/cloudflare-from-codepipeline/index.mjs', import.meta.url))
