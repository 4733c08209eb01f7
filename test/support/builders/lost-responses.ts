import type { Fault } from '../../../local/aws/faults.ts'

/** Faults after which a client does not know whether its call was handled. */
export const lostResponses: ReadonlyArray<Fault> = [
  { kind: 'drop-before' },
  { kind: 'drop-after' },
  { kind: 'hang' },
  { kind: 'hang-midway' },
  { kind: 'garbage', status: 502 },
]
