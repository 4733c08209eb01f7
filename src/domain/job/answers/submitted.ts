import type { Item } from '../../items/item.ts'
import type { Plan } from '../../plan/plan.ts'
import type { DistributionProgress, Progress } from '../progress.ts'

/** The items of a plan that every distribution has got. */
export const submittedTo = ({ wildcards, others }: Plan, { distributions }: Progress): ReadonlyArray<Item> => {
  const least = (key: keyof DistributionProgress['position']): number => Math.min(...distributions.map(({ position }) => position[key]))
  const leftOut = new Set(distributions.flatMap(({ sizing }) => sizing?.refused ?? []))
  return [...wildcards.slice(0, least('wildcards')), ...others.slice(0, least('others'))].filter(item => !leftOut.has(item))
}
