import type { PageOf } from '../ci/announcement.ts'
import { kindOf } from './target-kind.ts'

const distributions = 'https://console.aws.amazon.com/cloudfront/v4/home#/distributions'

const segment = (text: string): string => encodeURIComponent(text.toWellFormed())

/** The page of AWS's console about an invalidation, or about all of a distribution. The addresses for tenants are not known. */
export const consolePageOf: PageOf = (distributionId, invalidationId) => {
  if (kindOf(distributionId).resourceType !== 'distribution') return undefined
  const page = `${distributions}/${segment(distributionId)}/invalidations`
  return invalidationId === undefined ? page : `${page}/details/${segment(invalidationId)}`
}
