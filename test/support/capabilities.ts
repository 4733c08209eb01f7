import { capabilities as cloudFront } from '../../src/adapters/cloudfront/capabilities.ts'
import { capabilities as codePipeline } from '../../src/adapters/codepipeline/capabilities.ts'
import type { CdnCapabilities } from '../../src/domain/cdn/capabilities.ts'
import { policyFor, type RunContext } from '../../src/domain/job/context.ts'
import type { CiCapabilities } from '../../src/domain/pipeline/capabilities.ts'

/** The capabilities that tests plan for by default: those of CloudFront. */
export const cdnCapabilities: CdnCapabilities = cloudFront

/** The capabilities of the CI system in tests by default: those of CodePipeline. */
export const ciCapabilities: CiCapabilities = codePipeline

/** The context of a run with both of them. */
export const runContext: RunContext = { cdn: cdnCapabilities, ci: ciCapabilities, policy: policyFor(ciCapabilities) }
