import type { Item } from '../items/item.ts'

/** What `changed` comes to, before it is fitted to a budget. */
export type ChangeSet =
  /** The paths of what differs, and of what does not; of so many files. */
  | { readonly _tag: 'Compared'; readonly changed: ReadonlyArray<Item>; readonly unchanged: ReadonlyArray<Item>; readonly files: number }
  /** All that is served, since it is not known what changed; `why` is a clause. */
  | { readonly _tag: 'Unknown'; readonly changed: ReadonlyArray<Item>; readonly why: string }

/** What of it the answer tells. */
export type ChangeSetSummary =
  | { readonly _tag: 'Compared'; readonly files: number; readonly unchangedFlushed: number }
  | { readonly _tag: 'Unknown'; readonly why: string }
