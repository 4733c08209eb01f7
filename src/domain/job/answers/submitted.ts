import type { Item } from '../../items/item.ts'
import type { Plan } from '../../plan/plan.ts'
import { itemAt } from '../../plan/refused-item.ts'
import type { Progress, TargetProgress } from '../progress.ts'

/** The items of a plan that every target has accepted. */
export const submittedTo = (plan: Plan, { targets }: Progress): ReadonlyArray<Item> => {
  const minPosition = (key: keyof TargetProgress['position']): number => Math.min(...targets.map(({ position }) => position[key]))
  const excluded = new Set(targets.flatMap(({ excluded }) => excluded.places.map(place => itemAt(plan, place))))
  return [...plan.wildcards.slice(0, minPosition('wildcards')), ...plan.others.slice(0, minPosition('others'))].filter(
    item => !excluded.has(item),
  )
}
