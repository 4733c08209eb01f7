import type { Continuation, Unfinished } from '../answer.ts'
import type { DecisionContext } from '../context.ts'
import { type JobRequest, writtenBaselineOf } from '../request.ts'
import { handOverAgain, writeNotPlannedToken } from '../write-token.ts'
import { timeOf } from './summary.ts'

/** The answer if this invocation could not fetch what a plan needs. The progress of earlier invocations is passed on. */
export const continueLater = (
  request: JobRequest,
  subject: string,
  reason: string,
  { policy, now }: DecisionContext,
): Continuation | Unfinished => {
  const { job, token: earlier, startedAt } = request
  const progress = { summary: `Reading ${subject}: unavailable (${reason}), trying since ${timeOf(startedAt)}`, percentComplete: 0 }
  if (policy._tag === 'Standalone') return { _tag: 'Unfinished', ...progress }
  const baseline = writtenBaselineOf(request)
  const token =
    earlier === undefined
      ? writeNotPlannedToken(job.id, startedAt, now, baseline)
      : handOverAgain({ ...earlier, baseline }, now, policy.maxTokenLength)
  return { _tag: 'Continuation', token, ...progress }
}
