import { setTimeout as pause } from 'node:timers/promises'

const patience = 60_000

/** Looks until what it sees is as it should be, for a minute at most, and tells what it saw last. */
export const eventually = async <A>(look: () => Promise<A>, isDone: (seen: A) => boolean): Promise<A> => {
  for (const deadline = Date.now() + patience; ; await pause(300)) {
    const seen = await look()
    if (isDone(seen) || Date.now() > deadline) return seen
  }
}
