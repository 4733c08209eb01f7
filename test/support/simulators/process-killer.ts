import { type Delivery, isolate } from '../../../src/domain/batch/isolation.ts'

/** What happens to a queue whose messages may end the process. */
export interface KillStory {
  /** The messages at the start, by id. */
  readonly initial: ReadonlyArray<string>
  /** Messages that arrive before each round after the first. */
  readonly arrivals: ReadonlyArray<ReadonlyArray<string>>
  /** An invocation that handles one of them ends without a response. */
  readonly isHarmful: (id: string) => boolean
  /** In the first rounds, every invocation fails. */
  readonly outageRounds: number
  /** The number of the batch that delivers a message in a round. */
  readonly batchOf: (id: string, round: number) => number
  readonly maxReceiveCount: number
}

/** The ids of the messages that reach the dead-letter queue. Each round delivers every message once. */
export const deadLettersOf = ({ initial, arrivals, isHarmful, outageRounds, batchOf, maxReceiveCount }: KillStory): ReadonlySet<string> => {
  const deadLetters = new Set<string>()
  let waiting: ReadonlyArray<Delivery> = initial.map(id => ({ id, receiveCount: 0 }))
  for (let round = 0; round < arrivals.length || waiting.length > 0; round += 1) {
    const all = [...waiting, ...(arrivals[round] ?? []).map(id => ({ id, receiveCount: 0 }))]
    for (const { id, receiveCount } of all) if (receiveCount >= maxReceiveCount) deadLetters.add(id)
    const delivered = all.flatMap(({ id, receiveCount }) => (deadLetters.has(id) ? [] : [{ id, receiveCount: receiveCount + 1 }]))
    const batchNumbers = [...new Set(delivered.map(({ id }) => batchOf(id, round)))]
    waiting = batchNumbers.flatMap(number => {
      const batch = delivered.filter(({ id }) => batchOf(id, round) === number)
      const { due, heldBack } = isolate(batch)
      return round < outageRounds || due.some(({ id }) => isHarmful(id)) ? batch : heldBack
    })
  }
  return deadLetters
}
