import { digestOf } from '../codec/digest.ts'

/** A message as a queue delivers it. */
export interface Delivery {
  /** The same for every delivery of the message. */
  readonly id: string
  /** How many times the message was delivered, this time included. */
  readonly receiveCount: number
}

/** Which of the messages to handle now, and which to return to the queue untouched. */
export interface Isolation<A> {
  readonly due: ReadonlyArray<A>
  readonly heldBack: ReadonlyArray<A>
}

/** From this delivery on, a message is a suspect: it may be what ended the earlier invocations. */
export const suspectFrom = 3

/**
 * Up to this number, suspects are ranked by their draws and split exactly in half. A bit of the draw splits more of them about in half,
 * and keeps the halves the same for both turns.
 */
const maxRanked = 8

interface Suspect {
  readonly id: string
  /** A random number, as hexadecimal digits. It changes with every second delivery. */
  readonly draw: string
  /** Whether this is the first of the two deliveries with this draw. */
  readonly isFirstTurn: boolean
}

const suspectOf = ({ id, receiveCount }: Delivery): Suspect => {
  const past = receiveCount - suspectFrom
  return { id, draw: digestOf([id, String(Math.floor(past / 2))]), isFirstTurn: past % 2 === 0 }
}

const byDraw = (one: Suspect, other: Suspect): number => (one.draw < other.draw ? -1 : 1)

/**
 * Keeps a message that ends the process (by its memory or its time) from taking others with it to the dead-letter queue. Nothing
 * survives such an end but the receive counts, so they decide. Suspects take turns: one half is handled at one delivery, the other half
 * at the next, and the half without the harmful message is done. The halves are drawn anew for the next two deliveries, until the
 * harmful message is alone. So about 2 log2(n) deliveries isolate it among n suspects. Without a harmful message, as after an outage, all
 * suspects are done within six deliveries. The result does not depend on the order of the messages.
 */
export const isolate = <A extends Delivery>(messages: ReadonlyArray<A>): Isolation<A> => {
  const suspects = messages.filter(({ receiveCount }) => receiveCount >= suspectFrom)
  if (suspects.length <= 1) return { due: messages, heldBack: [] }
  const ranked = suspects.map(suspectOf).sort(byDraw)
  const isInFirstHalf = ({ draw }: Suspect, rank: number): boolean =>
    ranked.length <= maxRanked ? rank < Math.floor(ranked.length / 2) : draw < '8'
  const waiting = new Set(ranked.filter((one, rank) => isInFirstHalf(one, rank) !== one.isFirstTurn).map(({ id }) => id))
  return { due: messages.filter(({ id }) => !waiting.has(id)), heldBack: messages.filter(({ id }) => waiting.has(id)) }
}
