import type { ArtifactFile } from '../artifact/artifact.ts'
import type { Request } from '../job/prepare.ts'
import { writeBegun } from '../job/token.ts'
import type { Continuation } from './answer.ts'
import { nameOf } from './explain-artifact-failure.ts'
import { timeOf } from './summary.ts'

/** The answer that continues a job whose file could not be read just now. What earlier invocations left is left again. */
export const awaitFile = ({ job, began }: Request, file: ArtifactFile, reason: string): Continuation => ({
  _tag: 'Continuation',
  token: typeof job.continuationToken === 'string' ? job.continuationToken : writeBegun(job.id, began),
  summary: `Reading ${nameOf(file)}: the artifact store is busy (${reason}), trying since ${timeOf(began)}`,
  percentComplete: 0,
})
