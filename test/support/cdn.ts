import { capabilities } from '../../src/adapters/cloudfront/capabilities.ts'
import { capabilities as codePipeline } from '../../src/adapters/codepipeline/capabilities.ts'
import type { CdnCapabilities } from '../../src/domain/cdn/capabilities.ts'
import { policyFor, type RunContext } from '../../src/domain/job/context.ts'
import type { CiCapabilities } from '../../src/domain/pipeline/capabilities.ts'

/** The CDN that plans are made for in tests, unless they are about another. */
export const cdn: CdnCapabilities = capabilities

/** The CI system that jobs come from in tests, unless they are about another. */
export const ci: CiCapabilities = codePipeline

/** Both of them. */
export const runContext: RunContext = { cdn, ci, policy: policyFor(ci) }
