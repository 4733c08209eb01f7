import type { Readings } from './readings.ts'
import { type AwsError, awsError } from './result.ts'

/** What the first call of each client gets after the sandbox was frozen. Every sandbox starts as if it had just been frozen. */
export interface Freezer {
  readonly freeze: () => void
  /** The error of the next call of this client, if it gets one. The call after it gets none until the next freeze. */
  readonly errorFor: (client: string) => AwsError | undefined
}

const messages: Readonly<Record<Exclude<Readings['afterFreeze'], 'accepted'>, string>> = {
  SignatureDoesNotMatch: 'Signature expired: the date of the request is too old.',
  RequestTimeTooSkewed: 'The difference between the request time and the current time is too large.',
  InvalidSignatureException: 'Signature expired: the date of the request is too old.',
  ExpiredToken: 'The security token included in the request is expired',
}

export const freezer = ({ afterFreeze }: Pick<Readings, 'afterFreeze'>): Freezer => {
  const awake = new Set<string>()
  return {
    freeze: () => awake.clear(),
    errorFor: client => {
      if (afterFreeze === 'accepted' || awake.has(client)) return undefined
      awake.add(client)
      return awsError(403, afterFreeze, messages[afterFreeze])
    },
  }
}
