import type { Answer } from '../job/answer.ts'
import type { Batch } from './batch.ts'
import { finishedBy } from './finished-by.ts'

/**
 * The ids of the messages that are not done, by the answers to the jobs: those that were rejected, and those of which some path was
 * not submitted. A job without an answer has done nothing.
 */
export const unfinishedMessages = ({ messages, rejected, jobs }: Batch, answers: ReadonlyMap<string, Answer>): ReadonlyArray<string> => {
  const unfinished = new Set(rejected.map(({ id }) => id))
  for (const job of jobs) {
    const answer = answers.get(job.id)
    const finished = new Set(answer === undefined ? [] : finishedBy(job, answer))
    for (const id of job.pathsByMessage.keys()) if (!finished.has(id)) unfinished.add(id)
  }
  return messages.filter(id => unfinished.has(id))
}
