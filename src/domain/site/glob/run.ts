import { type Automaton, type Bits, noBits, setBit } from './automaton.ts'

/** The result for a name. `steps` is the work it took: a step looks at 32 states, or follows one fork. */
export interface Run {
  readonly isAccepted: boolean
  readonly steps: number
}

/**
 * Lets all states read a code point: each moves on to the next instruction, or stays at one that repeats. Adds them to `next`, with those
 * that they reach without reading. Those are later ones, so every fork is followed at most once. Returns the number of steps.
 */
const advance = ({ repeats, forks, targets }: Automaton, states: Bits, readers: Bits, next: Bits): number => {
  let steps = states.length
  let carry = 0
  for (let word = 0; word < states.length; word += 1) {
    const repeating = repeats[word] ?? 0
    const reading = (states[word] ?? 0) & (readers[word] ?? 0)
    const moving = reading & ~repeating
    const arrived = (next[word] ?? 0) | (reading & repeating) | (moving << 1) | carry
    const skipped = arrived & repeating
    next[word] = arrived | (skipped << 1)
    carry = (moving | skipped) >>> 31
    let ahead = forks[word] ?? 0
    for (let due = (next[word] ?? 0) & ahead; due !== 0; due = (next[word] ?? 0) & ahead) {
      const first = due & -due
      ahead &= ~(first | (first - 1))
      steps += 1
      for (const target of targets[32 * word + 31 - Math.clz32(first)] ?? []) setBit(next, target)
    }
  }
  return steps
}

/**
 * Runs an automaton over a name. All states advance together, code point by code point (Thompson,
 * https://doi.org/10.1145/363347.363387), so the steps are at most the product of the two lengths.
 */
export const run = (automaton: Automaton, name: string): Run => {
  const { end, readersOf } = automaton
  let states = noBits(end)
  let next = noBits(end)
  setBit(next, 0)
  let steps = advance(automaton, states, states, next)
  for (let at = 0; at < name.length && next.some(word => word !== 0); at += 1) {
    ;[states, next] = [next, states.fill(0)]
    const codePoint = name.codePointAt(at) ?? 0
    if (codePoint > 0xffff) at += 1
    steps += advance(automaton, states, readersOf(codePoint), next)
  }
  return { isAccepted: ((next[end >>> 5] ?? 0) & (1 << (end & 31))) !== 0, steps }
}
