import { type Automaton, type Bits, noBits, setBit } from './automaton.ts'

/** The result for a name. `steps` is the work it took: a step looks at 32 states, or follows one fork. */
export interface Run {
  readonly isAccepted: boolean
  readonly steps: number
}

/** Reads a code point in all states. Each moves on to the next instruction, or stays at one that repeats. Returns whether any is left. */
const advance = ({ repeats }: Automaton, states: Bits, readers: Bits, next: Bits): boolean => {
  let carry = 0
  let all = 0
  for (let word = 0; word < states.length; word += 1) {
    const readIn = (states[word] ?? 0) & (readers[word] ?? 0)
    const stay = readIn & (repeats[word] ?? 0)
    const move = readIn & ~stay
    next[word] = stay | (move << 1) | carry
    carry = move >>> 31
    all |= readIn
  }
  return all !== 0
}

/** Adds the states that are reached without reading. They are later ones, so every fork is followed at most once. Returns the number of forks. */
const settle = ({ repeats, forks, targets }: Automaton, states: Bits): number => {
  let followed = 0
  let carry = 0
  for (let word = 0; word < states.length; word += 1) {
    const skipped = (states[word] ?? 0) & (repeats[word] ?? 0)
    states[word] = (states[word] ?? 0) | (skipped << 1) | carry
    carry = skipped >>> 31
    let ahead = forks[word] ?? 0
    for (let due = (states[word] ?? 0) & ahead; due !== 0; due = (states[word] ?? 0) & ahead) {
      const lowest = due & -due
      ahead &= ~(lowest | (lowest - 1))
      followed += 1
      for (const target of targets[32 * word + 31 - Math.clz32(lowest)] ?? []) setBit(states, target)
    }
  }
  return followed
}

/**
 * Runs an automaton over a name. All states advance together, code point by code point (Thompson,
 * https://doi.org/10.1145/363347.363387), so the steps are at most the product of the two lengths.
 */
export const run = (automaton: Automaton, name: string): Run => {
  let states = noBits(automaton.end)
  let next = noBits(automaton.end)
  setBit(states, 0)
  let steps = states.length + settle(automaton, states)
  for (let at = 0; at < name.length; at += 1) {
    const codePoint = name.codePointAt(at) ?? 0
    if (codePoint > 0xffff) at += 1
    const isAlive = advance(automaton, states, automaton.readersOf(codePoint), next)
    steps += next.length + settle(automaton, next)
    if (!isAlive) return { isAccepted: false, steps }
    ;[states, next] = [next, states]
  }
  return { isAccepted: ((states[automaton.end >>> 5] ?? 0) & (1 << (automaton.end & 31))) !== 0, steps }
}
