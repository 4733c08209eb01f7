import { capabilities as cloudflare } from '../../adapters/cloudflare/capabilities.ts'
import { capabilities as cloudFront } from '../../adapters/cloudfront/capabilities.ts'
import type { CdnName } from '../../adapters/console/options.ts'
import { capabilities as fastly } from '../../adapters/fastly/capabilities.ts'
import type { CdnCapabilities } from '../../domain/cdn/capabilities.ts'
import type { Calls } from './calls.ts'

/** A CDN that `--cdn` names. */
export interface CdnChoice {
  readonly capabilities: CdnCapabilities
  /** Loads what calls it, on demand: a plan and a dry run need only the capabilities. */
  readonly loadCalls: () => Promise<Calls>
}

/** The CDNs by their names on the command line. */
export const cdns: Readonly<Record<CdnName, CdnChoice>> = {
  cloudfront: { capabilities: cloudFront, loadCalls: () => import('./cloudfront.ts') },
  cloudflare: { capabilities: cloudflare, loadCalls: () => import('./cloudflare.ts') },
  fastly: { capabilities: fastly, loadCalls: () => import('./fastly.ts') },
}
