import type { Readings } from './readings.ts'

/** Number of items in a request or in progress. `others` are paths and tags without a wildcard. */
export interface Load {
  readonly others: number
  readonly wildcards: number
}

/** Whether CloudFront accepts a request. `inProgress` is the distribution's current load; `now` is in milliseconds since 1970. */
export type Quota = (request: Load, inProgress: Load, now: number) => boolean

/** Accepts every request. */
export const unlimited: Quota = () => true

const atOnce =
  (items: number, wildcards: number): Quota =>
  (request, inProgress) =>
    request.others + inProgress.others <= items && request.wildcards + inProgress.wildcards <= wildcards

/** At most 3,000 paths and, counted separately, 15 wildcards in progress. https://docs.aws.amazon.com/general/latest/gr/cf_region.html#limits_cloudfront */
export const inProgressQuota: Quota = atOnce(3_000, 15)

/** A token bucket that holds one second's worth. Returns the level after taking `amount`. */
const tokenBucket = (perSecond: number): ((amount: number, now: number) => number) => {
  let level = perSecond
  let last = 0
  return (amount, now) => {
    level = Math.min(perSecond, level + ((now - last) / 1_000) * perSecond)
    last = now
    level -= amount
    return level
  }
}

const aSecond = (maxItems: number, maxWildcards: number): Quota => {
  const items = tokenBucket(maxItems)
  const wildcards = tokenBucket(maxWildcards)
  return (request, _, now) => {
    const amount = request.others + request.wildcards
    const isAccepted = items(0, now) >= amount && wildcards(0, now) >= request.wildcards
    if (isAccepted) {
      items(amount, now)
      wildcards(request.wildcards, now)
    }
    return isAccepted
  }
}

/** At most 150 items and one wildcard a second. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-invalidations */
export const rateQuota = (): Quota => aSecond(150, 1)

type QuotaReadings = Pick<Readings, 'quotaKind' | 'wildcardQuota' | 'itemQuota'>

/** The quota that counts over time, under these readings. */
export const quotaUnder = ({ quotaKind, wildcardQuota, itemQuota }: QuotaReadings): Quota => {
  switch (quotaKind) {
    case 'in-progress':
      return atOnce(Number(itemQuota), Number(wildcardQuota))
    case 'per-second':
      return aSecond(Number(itemQuota), Number(wildcardQuota))
    case 'none':
    case 'per-request':
      return unlimited
  }
}

/** Whether one request is too large, under these readings. */
export const isTooLarge = ({ others, wildcards }: Load, { quotaKind, wildcardQuota, itemQuota }: QuotaReadings): boolean =>
  quotaKind === 'per-request' && (wildcards > Number(wildcardQuota) || others + wildcards > Number(itemQuota))
