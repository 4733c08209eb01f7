import type { CdnInvalidator } from '../../ports/cdn-invalidator.ts'

/** A CDN, and whether a request to it is being sent: one that was sent may have created an invalidation that is not known. */
export interface WatchedInvalidator {
  readonly cdn: CdnInvalidator
  readonly isSending: () => boolean
}

/** Watches the requests to a CDN. */
export const watchedInvalidator = (cdn: CdnInvalidator): WatchedInvalidator => {
  let sending = 0
  return {
    cdn: {
      ...cdn,
      invalidate: (request, within) => () => {
        sending += 1
        return cdn
          .invalidate(request, within)()
          .finally(() => {
            sending -= 1
          })
      },
    },
    isSending: () => sending > 0,
  }
}
