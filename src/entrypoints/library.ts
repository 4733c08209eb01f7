/**
 * What other programs may use of this one: the choice of paths, which knows no vendor and does no I/O.
 * Everything else is internal, and may change with any version.
 */
export type { NoCover } from '../domain/cover/cover.ts'
export { coverItems } from '../domain/cover/cover-items.ts'
export { type Cover, type CoverTask, leastCollateralCover } from '../domain/cover/least-collateral-cover.ts'
export { type Item, readItem } from '../domain/items/item.ts'
export { minimise } from '../domain/items/minimise.ts'
