import { fileURLToPath } from 'node:url'

/** The built Lambda, as it is zipped. */
export const codePipelineBundle = fileURLToPath(new URL('../../dist/codepipeline/index.mjs', import.meta.url))
