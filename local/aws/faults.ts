/**
 * What happens to one call: an error response, a response that no AWS service would send, a dropped connection (before or
 * after the service handles the call, or midway through the response), no response, half a response, or no fault (`none`).
 */
export type Fault =
  | {
      readonly kind: 'error'
      readonly status: number
      readonly code: string
      readonly message?: string
      /** Milliseconds by which the service's clock is ahead of that of this machine, as the date of the response shows. */
      readonly ahead?: number
    }
  | { readonly kind: 'garbage'; readonly status: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'drop-before' }
  | { readonly kind: 'drop-after' }
  | { readonly kind: 'drop-midway' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'hang-midway' }

/** A schedule of faults. Each call consumes the next fault of its operation. */
export interface Faults {
  readonly schedule: (operation: string, ...faults: ReadonlyArray<Fault>) => void
  /** Schedules a fault for the next call of any operation. */
  readonly scheduleNext: (fault: Fault) => void
  readonly next: (operation: string) => Fault | undefined
  /** The operations of the faults that are left, each as often as it has faults. */
  readonly left: () => ReadonlyArray<string>
  readonly clear: () => void
}

const error = (status: number, code: string, message: string) => ({ kind: 'error', status, code, message }) as const

/** Common faults by the names that the command line uses. */
export const knownFaults = {
  throttle: error(400, 'ThrottlingException', 'Rate exceeded'),
  '503': error(503, 'ServiceUnavailable', 'CloudFront encountered an internal error. Please try again.'),
  'too-many': error(400, 'TooManyInvalidationsInProgress', 'Too many invalidations are in progress.'),
  'too-large': error(413, 'BatchTooLarge', 'The batch is too large.'),
  denied: error(403, 'AccessDenied', 'You are not authorized to perform this operation.'),
  skewed: {
    ...error(403, 'RequestTimeTooSkewed', 'The difference between the request time and the current time is too large.'),
    ahead: 3_600_000,
  },
  expired: error(403, 'ExpiredToken', 'The security token included in the request is expired'),
  'drop-before': { kind: 'drop-before' },
  'drop-after': { kind: 'drop-after' },
  hang: { kind: 'hang' },
} as const satisfies Readonly<Record<string, Fault>>

/** The same fault, repeated `count` times. */
export const times = (count: number, fault: Fault): ReadonlyArray<Fault> => Array.from({ length: count }, () => fault)

export const scheduledFaults = (): Faults => {
  const scheduled = new Map<string, Fault[]>()
  const forNextCall: Fault[] = []
  return {
    schedule: (operation, ...faults) => {
      scheduled.set(operation, [...(scheduled.get(operation) ?? []), ...faults])
    },
    scheduleNext: fault => {
      forNextCall.push(fault)
    },
    next: operation => forNextCall.shift() ?? scheduled.get(operation)?.shift(),
    left: () => [...scheduled].flatMap(([operation, faults]) => faults.map(() => operation)),
    clear: () => {
      forNextCall.length = 0
      scheduled.clear()
    },
  }
}
