import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { TypeOf } from 'io-ts'
import { nonEmptyArray } from '../codec/array.ts'
import { toIssues } from '../codec/issue.ts'
import { parseJson } from '../codec/parse-json.ts'
import { isJsonObject, strictObject } from '../codec/strict-object.ts'
import { parsedString, predicate } from '../codec/value.ts'
import type { Plan } from '../plan/plan.ts'
import type { PlanChanged, TokenInvalid } from '../plan/plan-failure.ts'
import type { Instant } from './context.ts'
import { initialProgress, type Progress, type TargetProgress, untried } from './progress.ts'
import { sizeRejectionsAfter } from './size-rejections.ts'

/** Characters in a continuation token. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PutJobSuccessResult.html */
export const maxTokenLength = 2_048

/** Characters that an invalidation's id takes in a token, with a margin; CloudFront's have 13 or 14. */
const roomForId = 40

const matching = (name: string, pattern: RegExp) =>
  parsedString(name, 'a string', found => (pattern.test(found) ? E.right(found) : E.left(`is not a ${name}`)))

const isIds = (found: unknown): found is ReadonlyArray<string> =>
  Array.isArray(found) && found.every(id => typeof id === 'string' && /^[+-]./.test(id))

/** The five numbers of a distribution, in base 36: position among wildcards and others, strikes, created, completed. */
const Numbers = matching('position', /^[0-9a-z]{1,6}(\.[0-9a-z]{1,6}){4}$/)
const Ids = predicate('Ids', 'an array of ids', isIds)

const notPlanned = {
  v: predicate('Version', 'version 1', (found): found is 1 => found === 1),
  job: matching('job id', /./),
  began: predicate('Instant', 'an instant', (found): found is number => Number.isSafeInteger(found)),
}

/** Of a job that has no plan yet. */
const NotPlannedToken = strictObject('Token', notPlanned)

/** Of a job that has one. */
const PlannedToken = strictObject('Token', {
  ...notPlanned,
  plan: matching('digest', /^[0-9a-f]{32}$/),
  at: nonEmptyArray('Positions', 'positions', Numbers),
  /** The ids of invalidations in the order of their creation, each behind a + if it is waited for, else behind a -. */
  ids: nonEmptyArray('Ids', 'lists of ids', Ids),
})

/** What one invocation leaves to the next: decoded, but not yet compared with the plan. */
export type Token = TypeOf<typeof NotPlannedToken> | TypeOf<typeof PlannedToken>

const hasPlan = (token: unknown): token is TypeOf<typeof PlannedToken> => isJsonObject(token) && Object.hasOwn(token, 'plan')

const invalid = (reason: string): TokenInvalid => ({ _tag: 'TokenInvalid', reason })

/** Reads the token of a continued job. A job that begins has none. */
export const readToken = (given: unknown): E.Either<TokenInvalid, Token | undefined> => {
  if (given === undefined || given === null) return E.right(undefined)
  if (typeof given !== 'string') return E.left(invalid('it is not a string'))
  return pipe(
    parseJson(given),
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

const numbersOf = (plan: Plan, distribution: TargetProgress): string =>
  [
    distribution.position.wildcards,
    distribution.position.others,
    sizeRejectionsAfter(plan, distribution),
    distribution.created,
    distribution.completed,
  ]
    .map(number => number.toString(36))
    .join('.')

/** What is waited for, and one of those that could not be looked at, so that the next invocation finds that out again. */
const openIds = (plan: Plan, { pending }: TargetProgress): ReadonlySet<string> => {
  const due = pending.filter(({ check }) => check._tag === 'Due')
  const refused = pending.filter(({ check }) => check._tag === 'Rejected').slice(0, 1)
  return new Set(plan.spec.waitForCompletion ? [...due, ...refused].map(({ id }) => id) : [])
}

const marked = (plan: Plan, distribution: TargetProgress): ReadonlyArray<string> => {
  const open = openIds(plan, distribution)
  return distribution.ids.map(id => (open.has(id) ? `+${id}` : `-${id}`))
}

const isOpen = (id: string): boolean => id.startsWith('+')

const write = (plan: Plan, { startedAt, targets }: Progress, ids: ReadonlyArray<ReadonlyArray<string>>): string =>
  JSON.stringify({
    v: 1,
    job: plan.firstJobId,
    plan: plan.digest,
    began: startedAt,
    at: targets.map(distribution => numbersOf(plan, distribution)),
    ids,
  })

const withOpenIds = (plan: Plan, progress: Progress): string =>
  write(
    plan,
    progress,
    progress.targets.map(distribution => marked(plan, distribution).filter(isOpen)),
  )

/** The token that continues a job for which there is no plan yet. */
export const writeNotPlannedToken = (job: string, began: Instant): string => JSON.stringify({ v: 1, job, began })

/** The token that continues from here. Ids that nobody waits for are left out, the last first, where there is no room. */
export const writeToken = (plan: Plan, progress: Progress): string => {
  let room = maxTokenLength - withOpenIds(plan, progress).length
  const ids = progress.targets.map(distribution =>
    marked(plan, distribution).filter(id => {
      if (isOpen(id)) return true
      room -= JSON.stringify(id).length + 1
      return room >= 0
    }),
  )
  return write(plan, progress, ids)
}

/** Whether a token could hold one more id that is waited for. */
export const hasRoomForInvalidation = (plan: Plan, progress: Progress): boolean =>
  withOpenIds(plan, progress).length + roomForId <= maxTokenLength

const numbersIn = (at: string): ReadonlyArray<number> => at.split('.').map(number => Number.parseInt(number, 36))

const continued = (at: string, ids: ReadonlyArray<string>): TargetProgress => {
  const [wildcards = 0, others = 0, sizeRejections = 0, created = 0, completed = 0] = numbersIn(at)
  return {
    position: { wildcards, others },
    sizeRejections,
    createdBefore: created,
    referenceAttempt: 0,
    submission: untried,
    adaptive: undefined,
    created,
    completed,
    pending: ids.filter(isOpen).map(id => ({ id: id.slice(1), check: untried })),
    ids: ids.map(id => id.slice(1)),
  }
}

const isWithin = (plan: Plan, { position, created, completed, pending, ids }: TargetProgress): boolean => {
  const unfinished = created - completed
  const isWatched = !plan.spec.waitForCompletion || (pending.length <= unfinished && pending.length > 0) || unfinished === 0
  return (
    position.wildcards <= plan.wildcards.length &&
    position.others <= plan.others.length &&
    ids.length <= created &&
    unfinished >= 0 &&
    isWatched
  )
}

/** Two machines' clocks may differ, though never by so many milliseconds. */
const maxSkew = 3_600_000

const distributionsOf = ({ at, ids }: TypeOf<typeof PlannedToken>): ReadonlyArray<TargetProgress> =>
  at.map((numbers, index) => continued(numbers, ids[index] ?? []))

/** What earlier invocations created: how many invalidations, and the ids that are known. */
export const createdBefore = (token: Token): { readonly created: number; readonly invalidationIds: ReadonlyArray<string> } => {
  const distributions = hasPlan(token) ? distributionsOf(token) : []
  return {
    created: distributions.reduce((sum, { created }) => sum + created, 0),
    invalidationIds: distributions.flatMap(distribution => distribution.ids),
  }
}

const unfit = invalid('it does not fit the plan')

/** Goes on where the token was written, if it was written for this plan, and before `now`. */
export const resume = (plan: Plan, token: Token, now: Instant): E.Either<TokenInvalid | PlanChanged, Progress> => {
  const isTimely = token.began >= 0 && token.began <= now + maxSkew
  if (!hasPlan(token)) return isTimely ? E.right(initialProgress(plan.spec.targetIds.length, token.began)) : E.left(unfit)
  const distributions = distributionsOf(token)
  if (token.plan !== plan.digest) return E.left({ _tag: 'PlanChanged', ...createdBefore(token) })
  const fits =
    isTimely &&
    token.ids.length === token.at.length &&
    distributions.length === plan.spec.targetIds.length &&
    distributions.every(distribution => isWithin(plan, distribution))
  return fits ? E.right({ startedAt: token.began, targets: distributions, delivery: { _tag: 'NotReported' } }) : E.left(unfit)
}
