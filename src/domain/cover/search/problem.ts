import type { Keys } from './keys.ts'
import { type Leaves, leavesOf } from './leaves.ts'
import type { Budget, Measure } from './measure.ts'
import { type Rooms, roomsOf } from './rooms.ts'
import type { Trie } from './trie.ts'

/** What is to be covered, what is to be least, and how much there may be. */
export interface Problem {
  readonly trie: Trie
  readonly measure: Measure
  readonly budget: Budget
  readonly leaves: Leaves
  readonly rooms: Rooms
}

export const problemOf = (trie: Trie, keys: Keys, measure: Measure, budget: Budget): Problem => ({
  trie,
  measure,
  budget,
  leaves: leavesOf(trie, keys, measure),
  rooms: roomsOf(trie, budget),
})
