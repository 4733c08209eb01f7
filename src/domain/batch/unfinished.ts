import type { Answer } from '../job/answer.ts'
import type { Batch } from './batch.ts'
import { finishedBy } from './finished-by.ts'

/**
 * The ids of the messages that have not got all they want: those that were refused, and those of which some path was not
 * submitted, by the answers to the jobs. A job without an answer has done nothing.
 */
export const unfinishedMessages = ({ messages, rejected, jobs }: Batch, answers: ReadonlyMap<string, Answer>): ReadonlyArray<string> => {
  const unfinished = new Set(rejected.map(({ id }) => id))
  for (const one of jobs) {
    const answer = answers.get(one.job.id)
    const finished = new Set(answer === undefined ? [] : finishedBy(one, answer))
    for (const id of one.pathsByMessage.keys()) if (!finished.has(id)) unfinished.add(id)
  }
  return messages.filter(id => unfinished.has(id))
}
