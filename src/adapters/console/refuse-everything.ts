import * as TE from 'fp-ts/lib/TaskEither.js'
import { isEverything } from '../../domain/items/item.ts'
import type { Failure } from '../../domain/job/answer.ts'
import type { Plan } from '../../domain/plan/plan.ts'
import type { CdnInvalidator } from '../../ports/cdn-invalidator.ts'
import { failureOf } from './outcome.ts'

const hint = 'To allow it, leave out --refuse-everything. In the GitHub Action, set allow-everything to true.'

/** Why a plan is refused: it invalidates everything, because of its items, its budget or unknown changes. `undefined` if it does not. */
export const refusalOf = ({ items, changeSet }: Plan): Failure | undefined => {
  if (!items.some(isEverything)) return undefined
  const why = changeSet?._tag === 'Unknown' ? `: ${changeSet.why}` : ''
  return failureOf('configuration', `This would invalidate everything (/*)${why}. ${hint}`)
}

/** A CDN that is never asked to invalidate everything, not even instead of an item that it rejected. */
export const refusingEverything = (cdn: CdnInvalidator): CdnInvalidator => ({
  ...cdn,
  invalidate: (request, within) =>
    request.items.some(isEverything)
      ? TE.left({ _tag: 'RequestRejected', code: '--refuse-everything', hint: `It would have invalidated everything (/*). ${hint}` })
      : cdn.invalidate(request, within),
})
