import { capabilities } from '../../src/adapters/cloudfront/capabilities.ts'
import type { Capabilities } from '../../src/domain/cdn/capabilities.ts'

/** The CDN that plans are made for in tests, unless they are about another. */
export const cdn: Capabilities = capabilities
