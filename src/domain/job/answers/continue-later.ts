import type { Continuation, Unfinished } from '../answer.ts'
import { writeBase } from '../base.ts'
import type { DecisionContext } from '../context.ts'
import type { JobRequest } from '../request.ts'
import { handOverAgain, writeNotPlannedToken } from '../write-token.ts'
import { timeOf } from './summary.ts'

/** The answer if this invocation could not fetch what a plan needs. The progress of earlier invocations is passed on. */
export const continueLater = (
  { job, token: earlier, startedAt, base, input }: JobRequest,
  subject: string,
  reason: string,
  { policy, now }: DecisionContext,
): Continuation | Unfinished => {
  const progress = { summary: `Reading ${subject}: unavailable (${reason}), trying since ${timeOf(startedAt)}`, percentComplete: 0 }
  if (policy._tag === 'Standalone') return { _tag: 'Unfinished', ...progress }
  const written = base && input && writeBase(base, input.artifact.location)
  const token =
    earlier === undefined
      ? writeNotPlannedToken(job.id, startedAt, now, written)
      : handOverAgain({ ...earlier, base: written }, now, policy.maxTokenLength)
  return { _tag: 'Continuation', token, ...progress }
}
