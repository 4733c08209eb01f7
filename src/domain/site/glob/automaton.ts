import { has } from './character-set.ts'
import type { Instruction, Program } from './program.ts'

/** Bits, one for each instruction of a program and one for its end, 32 to a number. */
export type Bits = Int32Array<ArrayBuffer>

/** A program as bits, so that one operation advances 32 states (Baeza-Yates and Gonnet, https://doi.org/10.1145/135239.135243). */
export interface Automaton {
  /** The position of the bit that accepts. */
  readonly end: number
  readonly repeats: Bits
  readonly forks: Bits
  /** The positions that a fork leads to, by its position. */
  readonly targets: ReadonlyArray<ReadonlyArray<number>>
  /** The instructions that read a code point. */
  readonly readersOf: (codePoint: number) => Bits
}

/** An empty set of bits for the positions up to an end. */
export const noBits = (end: number): Bits => new Int32Array((end >>> 5) + 1)

/** Sets a bit. */
export const setBit = (bits: Bits, position: number): void => {
  bits[position >>> 5] = (bits[position >>> 5] ?? 0) | (1 << (position & 31))
}

const bitsOf = (program: Program, includes: (instruction: Instruction) => boolean): Bits => {
  const bits = noBits(program.length)
  for (const [position, instruction] of program.entries()) if (includes(instruction)) setBit(bits, position)
  return bits
}

/** A repetition can be skipped, so whatever leads to one leads to the next position, too. */
const targetsIn = (program: Program, position: number): ReadonlyArray<number> => {
  const instruction = program[position]
  if (instruction?.kind !== 'fork') return []
  return instruction.distances
    .map(distance => position + distance)
    .flatMap(target => (program[target]?.kind === 'repeat' ? [target, target + 1] : [target]))
}

/** Where a code point starts that some instruction reads and its predecessor not, or the reverse. Ascending. */
const bordersIn = (program: Program): ReadonlyArray<number> => {
  const ranges = program.flatMap(instruction => (instruction.kind === 'fork' ? [] : instruction.set.ranges))
  return [...new Set(ranges.flatMap(([from, to]) => [from, to + 1]))].sort((one, other) => one - other)
}

/** The number of borders up to a code point. */
const classOf = (borders: ReadonlyArray<number>, codePoint: number): number => {
  let low = 0
  let high = borders.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((borders[middle] ?? codePoint) <= codePoint) low = middle + 1
    else high = middle
  }
  return low
}

/** Prepares a program. Code points between the same two borders are read alike, so the readers are computed once for all of them. */
export const toAutomaton = (program: Program): Automaton => {
  const borders = bordersIn(program)
  const known: Array<Bits | undefined> = []
  return {
    end: program.length,
    repeats: bitsOf(program, ({ kind }) => kind === 'repeat'),
    forks: bitsOf(program, ({ kind }) => kind === 'fork'),
    targets: program.map((_, position) => targetsIn(program, position)),
    readersOf: codePoint => {
      const index = classOf(borders, codePoint)
      const readers = known[index] ?? bitsOf(program, instruction => instruction.kind !== 'fork' && has(instruction.set, codePoint))
      known[index] = readers
      return readers
    },
  }
}
