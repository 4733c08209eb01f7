import type { Origin } from '../../../src/domain/batch/origin.ts'
import { readOrigins } from '../by-cloudfront.ts'
import { rightOf } from '../either.ts'

export const knownBucket = 'amzn-s3-demo-bucket'

/** What differs from a plain origin. The patterns are texts, as in `ORIGINS`. */
type Change = Partial<Omit<Origin, 'include' | 'exclude'>> & {
  readonly include?: ReadonlyArray<string>
  readonly exclude?: ReadonlyArray<string>
}

/** A plain origin with some changes. */
export const origin = ({ include, exclude, ...change }: Change = {}): Origin => {
  const text = JSON.stringify([{ bucket: knownBucket, distributionId: 'E1', include, exclude, maxPaths: 3_000 }])
  const plain = { ...rightOf(readOrigins(text))[0], ...change }
  return { ...plain, fingerprint: JSON.stringify(plain) }
}
