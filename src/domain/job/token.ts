import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { TypeOf } from 'io-ts'
import { nonEmptyArray } from '../codec/array.ts'
import { toIssues } from '../codec/issue.ts'
import { parseJson } from '../codec/parse-json.ts'
import { isJsonObject, strictObject } from '../codec/strict-object.ts'
import { optional, parsedString, predicate } from '../codec/value.ts'
import { itemsBefore } from '../plan/next-request.ts'
import type { Plan } from '../plan/plan.ts'
import type { PlanChanged, TokenInvalid } from '../plan/plan-failure.ts'
import type { DecisionContext, Instant } from './context.ts'
import type { WrittenBaseline } from './decided-baseline.ts'
import { initialProgress, type Progress, type Refusals, type TargetProgress, untouched, untried } from './progress.ts'
import { maxSizeRejections } from './size-rejections.ts'

const matching = (name: string, pattern: RegExp) =>
  parsedString(name, 'a string', found => (pattern.test(found) ? E.right(found) : E.left(`is not a ${name}`)))

const isIds = (found: unknown): found is ReadonlyArray<string> =>
  Array.isArray(found) && found.every(id => typeof id === 'string' && /^[+-]./.test(id))

/**
 * The numbers of a target, in base 36: position in wildcards and others, size rejections, created, completed. Five more may follow:
 * widened, excluded, unidentified, and the size of a split request and how much of it is done. Those left out are 0.
 */
const Numbers = matching('position', /^[0-9a-z]{1,6}(\.[0-9a-z]{1,6}){4,9}$/)

/** The places of the first items of a target that were widened, and of those that were excluded, in base 36. */
const Places = matching('list of places', /^([0-9a-z]{1,6}(\.[0-9a-z]{1,6})*)?\/([0-9a-z]{1,6}(\.[0-9a-z]{1,6})*)?$/)
const Ids = predicate('Ids', 'an array of ids', isIds)

/** 2100-01-01T00:00Z. Until then, an instant has at most 13 digits and is a valid `Date`. */
export const maxInstant = 4_102_444_800_000

const isInstant = (found: unknown): found is Instant => Number.isInteger(found) && Number(found) >= 0 && Number(found) <= maxInstant

const Time = predicate('Instant', 'an instant', isInstant)

const isWrittenBaseline = (found: unknown): found is WrittenBaseline =>
  typeof found === 'string' || (Array.isArray(found) && found.length > 0 && found.every(location => typeof location === 'string'))

const notPlanned = {
  v: predicate('Version', 'version 1', (found): found is 1 => found === 1),
  job: matching('job id', /./),
  began: Time,
  /** When the token was written. Tokens of earlier versions do not have it. */
  handedOver: optional(Time),
  /** Tokens of earlier versions do not have it. See `WrittenBaseline`. */
  baseline: optional(predicate('Baseline', 'a reason or locations', isWrittenBaseline)),
}

/** The token of a job that has no plan yet. */
const NotPlannedToken = strictObject('Token', notPlanned)

/** The token of a job that has a plan. */
const PlannedToken = strictObject('Token', {
  ...notPlanned,
  plan: matching('digest', /^[0-9a-f]{32}$/),
  at: nonEmptyArray('Positions', 'positions', Numbers),
  /** Invalidation ids in order of creation. The prefix is + if the job waits for it, otherwise -. */
  ids: nonEmptyArray('Ids', 'lists of ids', Ids),
  refused: optional(nonEmptyArray('Refused', 'lists of places', Places)),
})

/** A decoded token, not yet compared with the plan. */
export type Token = TypeOf<typeof NotPlannedToken> | TypeOf<typeof PlannedToken>

const hasPlan = (token: unknown): token is TypeOf<typeof PlannedToken> => isJsonObject(token) && Object.hasOwn(token, 'plan')

const invalid = (reason: string): TokenInvalid => ({ _tag: 'TokenInvalid', reason })

/** Decodes the token of a continued job. A new job has none. */
export const readToken = (value: unknown): E.Either<TokenInvalid, Token | undefined> => {
  if (value === undefined || value === null) return E.right(undefined)
  if (typeof value !== 'string') return E.left(invalid('it is not a string'))
  return pipe(
    parseJson(value),
    E.mapLeft(invalid),
    E.flatMap(json =>
      pipe(
        (hasPlan(json) ? PlannedToken : NotPlannedToken).decode(json),
        E.mapLeft(errors =>
          invalid(
            toIssues(errors)
              .map(({ at, problem }) => `${at}: ${problem}`)
              .join('; '),
          ),
        ),
      ),
    ),
  )
}

/** Whether the job waits for the invalidation with this marked id. */
export const isOpen = (id: string): boolean => id.startsWith('+')

/** When the previous invocation handed the job over, if its token is valid and says so. */
export const handedOverAt = (token: unknown): Instant | undefined =>
  pipe(
    readToken(token),
    E.match(
      () => undefined,
      read => read?.handedOver,
    ),
  )

const numbersIn = (at: string): ReadonlyArray<number> => at.split('.').map(number => Number.parseInt(number, 36))

const placesIn = (list: string | undefined): ReadonlyArray<number> => (list ? numbersIn(list) : [])

const resumedTarget = (at: string, ids: ReadonlyArray<string>, refused: string): TargetProgress => {
  const [wildcards = 0, others = 0, sizeRejections = 0, created = 0, completed = 0, ...more] = numbersIn(at)
  const [widened = 0, excluded = 0, unidentified = 0, size = 0, done = 0] = more
  const [widenedPlaces, excludedPlaces] = refused.split('/')
  return {
    ...untouched,
    position: { wildcards, others },
    sizeRejections,
    split: size === 0 ? undefined : { size, done, halvings: 0 },
    widened: { count: widened, places: placesIn(widenedPlaces) },
    excluded: { count: excluded, places: placesIn(excludedPlaces) },
    unidentified: { count: unidentified, failure: undefined },
    createdBefore: created,
    created,
    completed,
    pending: ids.filter(isOpen).map(id => ({ id: id.slice(1), check: untried })),
    ids: ids.map(id => id.slice(1)),
  }
}

const areRefusals = (plan: Plan, { count, places }: Refusals): boolean =>
  places.length <= count && places.every(place => place < plan.items.length)

/** Whether items were refused and requests split only as the plan can lead to it. */
const isRefusedWithin = (plan: Plan, { position, widened, excluded, split }: TargetProgress): boolean =>
  areRefusals(plan, widened) &&
  areRefusals(plan, excluded) &&
  widened.count + excluded.count <= itemsBefore(position) &&
  (split === undefined || (split.done < split.size && split.done <= itemsBefore(position)))

/** Whether the plan can lead to this progress. An invalidation has at least one item. */
const isWithin = (plan: Plan, target: TargetProgress): boolean => {
  const { position, sizeRejections, created, completed, pending, ids, unidentified } = target
  const unfinished = created - completed - unidentified.count
  const isWaiting = !plan.spec.waitForCompletion || (pending.length <= unfinished && pending.length > 0) || unfinished === 0
  return (
    position.wildcards <= plan.wildcards.length &&
    position.others <= plan.others.length &&
    sizeRejections <= maxSizeRejections(plan) &&
    created <= itemsBefore(position) &&
    ids.length <= created - unidentified.count &&
    unfinished >= 0 &&
    isWaiting &&
    isRefusedWithin(plan, target)
  )
}

/** Milliseconds by which the clocks of two machines may differ. */
const maxSkew = 3_600_000

const targetsOf = ({ at, ids, refused }: TypeOf<typeof PlannedToken>): ReadonlyArray<TargetProgress> =>
  at.map((numbers, index) => resumedTarget(numbers, ids[index] ?? [], refused?.[index] ?? '/'))

/** The number of invalidations that earlier invocations created, and their known ids. None without a token. */
export const createdBefore = (token: Token | undefined): { readonly created: number; readonly invalidationIds: ReadonlyArray<string> } => {
  const targets = hasPlan(token) ? targetsOf(token) : []
  return {
    created: targets.reduce((sum, { created }) => sum + created, 0),
    invalidationIds: targets.flatMap(target => target.ids),
  }
}

const mismatch = invalid('it does not match the plan')

/** Restores the progress from a token. Fails if the token was written for another plan or in the future, or is inconsistent. */
export const resume = (
  plan: Plan,
  token: Token,
  { policy, invocationStartedAt: now }: DecisionContext,
): E.Either<TokenInvalid | PlanChanged, Progress> => {
  const isTimely = token.began <= now + maxSkew
  const start = initialProgress(plan.spec.targetIds.length, token.began, policy)
  if (!hasPlan(token)) return isTimely ? E.right(start) : E.left(mismatch)
  const targets = targetsOf(token)
  if (token.plan !== plan.digest) return E.left({ _tag: 'PlanChanged', ...createdBefore(token) })
  const fits =
    isTimely &&
    token.ids.length === token.at.length &&
    targets.length === plan.spec.targetIds.length &&
    targets.every(target => isWithin(plan, target))
  return fits ? E.right({ ...start, targets }) : E.left(mismatch)
}
