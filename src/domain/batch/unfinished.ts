import type { Answer } from '../job/answer.ts'
import type { Batch } from './batch.ts'
import { finishedBy } from './finished-by.ts'

/**
 * The ids of the messages that were rejected or held back, or have paths that were not submitted. `answers` are by job id; a job
 * without an answer has submitted nothing.
 */
export const unfinishedMessages = (
  { messages, rejected, heldBack, jobs }: Batch,
  answers: ReadonlyMap<string, Answer>,
): ReadonlyArray<string> => {
  const unfinished = new Set([...rejected.map(({ id }) => id), ...heldBack])
  for (const job of jobs) {
    const answer = answers.get(job.id)
    const finished = new Set(answer === undefined ? [] : finishedBy(job, answer))
    for (const id of job.pathsByMessage.keys()) if (!finished.has(id)) unfinished.add(id)
  }
  return messages.filter(id => unfinished.has(id))
}
