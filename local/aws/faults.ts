/** How one call goes wrong: with an error, with something that no AWS service says, or with no answer at all. */
export type Fault =
  | { readonly kind: 'error'; readonly status: number; readonly code: string; readonly message?: string }
  | { readonly kind: 'garbage'; readonly status: number }
  | { readonly kind: 'drop-before' }
  | { readonly kind: 'drop-after' }
  | { readonly kind: 'hang' }

/** Faults waiting to happen, one a call of their operation. */
export interface Faults {
  readonly schedule: (operation: string, ...faults: ReadonlyArray<Fault>) => void
  readonly next: (operation: string) => Fault | undefined
  readonly clear: () => void
}

/** CloudFront's and CodePipeline's ways to say: later. */
export const throttled: Fault = { kind: 'error', status: 400, code: 'ThrottlingException', message: 'Rate exceeded' }
export const unavailable: Fault = {
  kind: 'error',
  status: 503,
  code: 'ServiceUnavailable',
  message: 'CloudFront encountered an internal error. Please try again.',
}

export const scheduledFaults = (): Faults => {
  const waiting = new Map<string, Fault[]>()
  return {
    schedule: (operation, ...faults) => {
      waiting.set(operation, [...(waiting.get(operation) ?? []), ...faults])
    },
    next: operation => waiting.get(operation)?.shift(),
    clear: () => waiting.clear(),
  }
}
