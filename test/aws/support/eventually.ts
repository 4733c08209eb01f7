import { setTimeout as pause } from 'node:timers/promises'

const maxWait = 60_000

/** Polls until `isDone`, for a minute at most. Resolves with the last value. */
export const eventually = async <A>(poll: () => Promise<A>, isDone: (value: A) => boolean): Promise<A> => {
  for (const deadline = Date.now() + maxWait; ; await pause(300)) {
    const value = await poll()
    if (isDone(value) || Date.now() > deadline) return value
  }
}
