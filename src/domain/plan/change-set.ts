import type { Item } from '../items/item.ts'

/** The result of `changed`, before it is fitted to a budget. */
export type ChangeSet =
  /** The paths of what differs, and of what does not. `files` counts the files that differ. */
  | { readonly _tag: 'Compared'; readonly changed: ReadonlyArray<Item>; readonly unchanged: ReadonlyArray<Item>; readonly files: number }
  /** Everything that is served, because it is not known what changed; `why` is a clause. */
  | { readonly _tag: 'Unknown'; readonly changed: ReadonlyArray<Item>; readonly why: string }

/** What of it the answer reports. */
export type ChangeSetSummary =
  | { readonly _tag: 'Compared'; readonly files: number; readonly unchangedFlushed: number }
  | { readonly _tag: 'Unknown'; readonly why: string }
