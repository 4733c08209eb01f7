import { anything, anythingButSlash, type CharacterSet, only } from './character-set.ts'
import type { Part } from './parse.ts'

/** One state of the automaton. */
export type Instruction =
  /** Reads a character of the set, and continues at the next instruction. */
  | { readonly kind: 'read'; readonly set: CharacterSet }
  /** Reads any number of characters of the set, and continues at the next instruction, which does not repeat. */
  | { readonly kind: 'repeat'; readonly set: CharacterSet }
  /** Reads nothing, and continues at every one of these distances, which are positive. */
  | { readonly kind: 'fork'; readonly distances: ReadonlyArray<number> }

/**
 * A nondeterministic automaton. It starts at the first instruction, and accepts a name that leads to the end of the list. The list is at
 * most twice as long as the pattern.
 */
export type Program = ReadonlyArray<Instruction>

const fork = (...distances: ReadonlyArray<number>): Instruction => ({ kind: 'fork', distances })

/** Alternatives start one after the other and meet again after the last one: braces in a row add up, they do not multiply. */
const choice = ([first = [], ...others]: ReadonlyArray<Program>): Program => {
  if (others.length === 0) return [...first, fork(1)]
  const rest = choice(others)
  return [fork(1, first.length + 2), ...first, fork(rest.length + 1), ...rest]
}

const compilePart = (part: Part): Program => {
  switch (part.kind) {
    case 'character':
      return [{ kind: 'read', set: part.set }]
    case 'run':
      return [{ kind: 'repeat', set: part.crossesFolders ? anything : anythingButSlash }]
    case 'folders':
      return [fork(1, 3), { kind: 'repeat', set: anything }, { kind: 'read', set: only('/') }]
    case 'either':
      return choice(part.alternatives.map(compile))
  }
}

/** Translates a pattern to an automaton. */
export const compile = (pattern: ReadonlyArray<Part>): Program => pattern.flatMap(compilePart)
