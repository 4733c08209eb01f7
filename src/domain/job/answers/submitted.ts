import type { Item } from '../../items/item.ts'
import type { Plan } from '../../plan/plan.ts'
import type { Progress, TargetProgress } from '../progress.ts'

/** The items of a plan that every distribution has got. */
export const submittedTo = ({ wildcards, others }: Plan, { targets }: Progress): ReadonlyArray<Item> => {
  const least = (key: keyof TargetProgress['position']): number => Math.min(...targets.map(({ position }) => position[key]))
  const leftOut = new Set(targets.flatMap(({ adaptive }) => adaptive?.excluded ?? []))
  return [...wildcards.slice(0, least('wildcards')), ...others.slice(0, least('others'))].filter(item => !leftOut.has(item))
}
