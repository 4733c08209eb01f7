import type { Continuation } from '../answer.ts'
import type { JobRequest } from '../request.ts'
import { writeNotPlannedToken } from '../token.ts'
import { timeOf } from './summary.ts'

/** The answer that continues a job of which something could not be fetched just now. What earlier invocations left is left again. */
export const continueLater = ({ job, startedAt }: JobRequest, what: string, reason: string): Continuation => ({
  _tag: 'Continuation',
  token: typeof job.continuationToken === 'string' ? job.continuationToken : writeNotPlannedToken(job.id, startedAt),
  summary: `Reading ${what}: busy (${reason}), trying since ${timeOf(startedAt)}`,
  percentComplete: 0,
})
