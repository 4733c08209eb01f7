import { fileURLToPath } from 'node:url'

/** The built Lambda behind CodePipeline's action, as it is zipped. */
export const codePipelineBundle = fileURLToPath(new URL('../../dist/codepipeline/index.mjs', import.meta.url))

/** The built Lambda behind a bucket's notifications, as it is zipped. */
export const s3EventsBundle = fileURLToPath(new URL('../../dist/s3-events/index.mjs', import.meta.url))
