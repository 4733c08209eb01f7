import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { TypeOf } from 'io-ts'
import { closed } from '../codec/closed.ts'
import { listOf } from '../codec/list.ts'
import { toMistakes } from '../codec/mistake.ts'
import { parseJson } from '../codec/parse-json.ts'
import { text, value } from '../codec/value.ts'
import type { PlanChanged, TokenInvalid } from '../failures/plan-failure.ts'
import type { Plan } from '../plan/plan.ts'
import { type DistributionProgress, type Progress, untried } from './progress.ts'

/** Characters in a continuation token. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_PutJobSuccessResult.html */
export const longestToken = 2_048

/** Characters that an invalidation's id takes in a token, with a margin; CloudFront's have 13 or 14. */
const roomForId = 40

const matching = (name: string, pattern: RegExp) =>
  text(name, 'a string', found => (pattern.test(found) ? E.right(found) : E.left(`is not a ${name}`)))

const isIds = (found: unknown): found is ReadonlyArray<string> => Array.isArray(found) && found.every(id => typeof id === 'string')

/** The five numbers of a distribution, in base 36: position among wildcards and others, strikes, created, completed. */
const Numbers = matching('position', /^[0-9a-z]{1,6}(\.[0-9a-z]{1,6}){4}$/)
const Ids = value('Ids', 'an array of ids', isIds)

const Token = closed('Token', {
  v: value('Version', 'version 1', (found): found is 1 => found === 1),
  job: matching('job id', /./),
  plan: matching('digest', /^[0-9a-f]{32}$/),
  began: value('Instant', 'an instant', (found): found is number => Number.isSafeInteger(found)),
  at: listOf('Positions', 'positions', Numbers),
  /** Invalidations that are waited for. */
  open: listOf('Open', 'lists of ids', Ids),
  /** Others of which the ids are known. */
  done: listOf('Done', 'lists of ids', Ids),
})

/** What one invocation leaves to the next: decoded, but not yet compared with the plan. */
export type Token = TypeOf<typeof Token>

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
        Token.decode(json),
        E.mapLeft(errors =>
          invalid(
            toMistakes(errors)
              .map(({ at, problem }) => `${at}: ${problem}`)
              .join('; '),
          ),
        ),
      ),
    ),
  )
}

/** More strikes than these do not make a request any smaller. */
const mostStrikes = ({ cdn }: Plan): number => 2 * Math.ceil(Math.log2(cdn.itemsPerRequest))

const newStrikes = ({ next }: DistributionProgress): number => {
  if (next._tag === 'TooLarge') return 2
  return next._tag === 'Due' && next.lastFailure?._tag === 'TooManyInProgress' ? 1 : 0
}

const numbersOf = (plan: Plan, distribution: DistributionProgress): string =>
  [
    distribution.position.wildcards,
    distribution.position.others,
    Math.min(mostStrikes(plan), distribution.strikes + newStrikes(distribution)),
    distribution.created,
    distribution.completed,
  ]
    .map(number => number.toString(36))
    .join('.')

const openIds = (plan: Plan, { watched }: DistributionProgress): ReadonlyArray<string> =>
  plan.spec.waitForCompletion ? watched.map(({ id }) => id) : []

const otherIds = (plan: Plan, distribution: DistributionProgress): ReadonlyArray<string> => {
  const open = new Set(openIds(plan, distribution))
  return distribution.ids.filter(id => !open.has(id))
}

const write = (plan: Plan, { began, distributions }: Progress, done: ReadonlyArray<ReadonlyArray<string>>): string =>
  JSON.stringify({
    v: 1,
    job: plan.firstJobId,
    plan: plan.digest,
    began,
    at: distributions.map(distribution => numbersOf(plan, distribution)),
    open: distributions.map(distribution => openIds(plan, distribution)),
    done,
  })

const withoutDone = (plan: Plan, progress: Progress): string =>
  write(
    plan,
    progress,
    progress.distributions.map(() => []),
  )

/** The token that continues from here. Ids that nobody waits for are left out, the last first, where there is no room. */
export const writeToken = (plan: Plan, progress: Progress): string => {
  let room = longestToken - withoutDone(plan, progress).length
  const done = progress.distributions.map(distribution =>
    otherIds(plan, distribution).filter(id => {
      room -= JSON.stringify(id).length + 1
      return room >= 0
    }),
  )
  return write(plan, progress, done)
}

/** Whether a token could hold one more id that is waited for. */
export const hasRoomForInvalidation = (plan: Plan, progress: Progress): boolean =>
  withoutDone(plan, progress).length + roomForId <= longestToken

const isWithin = (plan: Plan, { position, created, completed }: DistributionProgress): boolean =>
  position.wildcards <= plan.wildcards.length && position.others <= plan.others.length && completed <= created

const continued = (numbers: string, open: ReadonlyArray<string>, done: ReadonlyArray<string>): DistributionProgress => {
  const [wildcards = 0, others = 0, strikes = 0, created = 0, completed = 0] = numbers.split('.').map(number => Number.parseInt(number, 36))
  return {
    position: { wildcards, others },
    strikes,
    salt: 0,
    next: untried,
    created,
    completed,
    watched: open.map(id => ({ id, check: untried })),
    ids: [...done, ...open],
  }
}

/** Goes on where the token was written, if it was written for this plan. */
export const resume = (plan: Plan, { plan: digest, began, at, open, done }: Token): E.Either<TokenInvalid | PlanChanged, Progress> => {
  if (digest !== plan.digest) return E.left({ _tag: 'PlanChanged', invalidationIds: [...done.flat(), ...open.flat()] })
  const distributions = at.map((numbers, index) => continued(numbers, open[index] ?? [], done[index] ?? []))
  return distributions.length === plan.distributionIds.length && distributions.every(distribution => isWithin(plan, distribution))
    ? E.right({ began, distributions, report: { _tag: 'NotReported' } })
    : E.left(invalid('it does not fit the plan'))
}
