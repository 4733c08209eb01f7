import type { Continuation, Unfinished } from '../answer.ts'
import type { DecisionContext } from '../context.ts'
import type { JobRequest } from '../request.ts'
import { writeNotPlannedToken } from '../token.ts'
import { timeOf } from './summary.ts'

/** The answer if this invocation could not fetch what a plan needs. The token of an earlier invocation is passed on unchanged. */
export const continueLater = (
  { job, startedAt }: JobRequest,
  subject: string,
  reason: string,
  { policy }: DecisionContext,
): Continuation | Unfinished => {
  const progress = { summary: `Reading ${subject}: unavailable (${reason}), trying since ${timeOf(startedAt)}`, percentComplete: 0 }
  if (policy._tag === 'Standalone') return { _tag: 'Unfinished', ...progress }
  const token = typeof job.continuationToken === 'string' ? job.continuationToken : writeNotPlannedToken(job.id, startedAt)
  return { _tag: 'Continuation', token, ...progress }
}
