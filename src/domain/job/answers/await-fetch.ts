import type { Continuation } from '../answer.ts'
import type { Request } from '../request.ts'
import { writeBegun } from '../token.ts'
import { timeOf } from './summary.ts'

/** The answer that continues a job of which something could not be fetched just now. What earlier invocations left is left again. */
export const awaitFetch = ({ job, began }: Request, what: string, reason: string): Continuation => ({
  _tag: 'Continuation',
  token: typeof job.continuationToken === 'string' ? job.continuationToken : writeBegun(job.id, began),
  summary: `Reading ${what}: busy (${reason}), trying since ${timeOf(began)}`,
  percentComplete: 0,
})
