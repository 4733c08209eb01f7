import { digestOf } from '../codec/digest.ts'
import type { Item } from '../items/item.ts'

/**
 * Derived only from the job and the request: a repeated run sends the same reference and gets the same invalidation, and different
 * requests have different references. So if the CDN knows a reference, an earlier attempt created exactly this invalidation.
 */
export const callerReference = (jobId: string, targetId: string, items: ReadonlyArray<Item>): string =>
  `${jobId}-${digestOf([targetId, ...items])}`
