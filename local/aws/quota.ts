/** What CloudFront would have to take on. */
interface Load {
  readonly others: number
  readonly wildcards: number
}

/** Decides whether a request is taken. `inProgress` is what the distribution is working on. */
export type Quota = (request: Load, inProgress: Load, now: number) => boolean

/** No quota at all. */
export const unlimited: Quota = () => true

/** 3,000 paths and, apart from them, 15 wildcards in progress. https://docs.aws.amazon.com/general/latest/gr/cf_region.html#limits_cloudfront */
export const inProgressQuota: Quota = (request, inProgress) =>
  request.others + inProgress.others <= 3_000 && request.wildcards + inProgress.wildcards <= 15

const bucket = (perSecond: number): ((amount: number, now: number) => number) => {
  let level = perSecond
  let last = 0
  return (amount, now) => {
    level = Math.min(perSecond, level + ((now - last) / 1_000) * perSecond)
    last = now
    level -= amount
    return level
  }
}

/** 150 items and one wildcard a second. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cloudfront-limits.html#limits-invalidations */
export const rateQuota = (): Quota => {
  const items = bucket(150)
  const wildcards = bucket(1)
  return (request, _, now) => {
    const amount = request.others + request.wildcards
    const isTaken = items(0, now) >= amount && wildcards(0, now) >= request.wildcards
    if (isTaken) {
      items(amount, now)
      wildcards(request.wildcards, now)
    }
    return isTaken
  }
}
