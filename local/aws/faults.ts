/** How one call goes: well after all, with an error, with something that no AWS service says, with half an answer, or with none. */
export type Fault =
  | { readonly kind: 'error'; readonly status: number; readonly code: string; readonly message?: string }
  | { readonly kind: 'garbage'; readonly status: number }
  | { readonly kind: 'none' }
  | { readonly kind: 'drop-before' }
  | { readonly kind: 'drop-after' }
  | { readonly kind: 'drop-midway' }
  | { readonly kind: 'hang' }
  | { readonly kind: 'hang-midway' }

/** Faults waiting to happen, one a call of their operation. */
export interface Faults {
  readonly schedule: (operation: string, ...faults: ReadonlyArray<Fault>) => void
  /** The next call, whatever its operation, goes wrong like this. */
  readonly scheduleNext: (fault: Fault) => void
  readonly next: (operation: string) => Fault | undefined
  readonly clear: () => void
}

const error = (status: number, code: string, message: string): Fault => ({ kind: 'error', status, code, message })

/** Faults that services are known for, by short names. */
export const knownFaults = {
  throttle: error(400, 'ThrottlingException', 'Rate exceeded'),
  '503': error(503, 'ServiceUnavailable', 'CloudFront encountered an internal error. Please try again.'),
  'too-many': error(400, 'TooManyInvalidationsInProgress', 'Too many invalidations are in progress.'),
  'too-large': error(413, 'BatchTooLarge', 'The batch is too large.'),
  denied: error(403, 'AccessDenied', 'You are not authorized to perform this operation.'),
  'drop-before': { kind: 'drop-before' },
  'drop-after': { kind: 'drop-after' },
  hang: { kind: 'hang' },
} as const satisfies Readonly<Record<string, Fault>>

/** So often the same fault. */
export const times = (count: number, fault: Fault): ReadonlyArray<Fault> => Array.from({ length: count }, () => fault)

export const scheduledFaults = (): Faults => {
  const waiting = new Map<string, Fault[]>()
  const first: Fault[] = []
  return {
    schedule: (operation, ...faults) => {
      waiting.set(operation, [...(waiting.get(operation) ?? []), ...faults])
    },
    scheduleNext: fault => {
      first.push(fault)
    },
    next: operation => first.shift() ?? waiting.get(operation)?.shift(),
    clear: () => {
      first.length = 0
      waiting.clear()
    },
  }
}
