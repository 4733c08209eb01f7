import type { Item } from '../items/item.ts'

/** The result of `changed`, before it is fitted to a budget. */
export type ChangeSet =
  /** The paths of files that differ and of files that do not. `files` counts the files that differ. */
  | { readonly _tag: 'Compared'; readonly changed: ReadonlyArray<Item>; readonly unchanged: ReadonlyArray<Item>; readonly files: number }
  /** Everything that is served, because the changes are unknown. `why` is a clause. */
  | { readonly _tag: 'Unknown'; readonly changed: ReadonlyArray<Item>; readonly why: string }

/** The part of it that the answer reports. */
export type ChangeSetSummary =
  | { readonly _tag: 'Compared'; readonly files: number; readonly unchangedFlushed: number }
  | { readonly _tag: 'Unknown'; readonly why: string }
