import type { Plan } from '../plan/plan.ts'
import type { Instant, RunPolicy } from './context.ts'
import type { WrittenBaseline } from './decided-baseline.ts'
import type { Progress, TargetProgress } from './progress.ts'
import { sizeRejectionsAfter } from './size-rejections.ts'
import { isOpen, maxInstant, type Token } from './token.ts'

/** Characters that an id adds to a token besides itself: quotes, mark and comma. */
const idOverhead = 4

/** What a token leaves out if it has no room: the parts of a request to continue with, and which items were refused. */
interface Details {
  readonly split: boolean
  readonly refused: boolean
}

const noDetails: Details = { split: false, refused: false }

/** From the most to the least. */
const choices: ReadonlyArray<Details> = [{ split: true, refused: true }, { split: true, refused: false }, noDetails]

const inBase36 = (numbers: ReadonlyArray<number>): string => numbers.map(number => number.toString(36)).join('.')

const numbersOf = (plan: Plan, target: TargetProgress, details: Details): string => {
  const { position, created, completed, widened, excluded, unidentified, split } = target
  const parts = split === undefined || !details.split ? [0, 0] : [split.size, split.done]
  const optional = [widened.count, excluded.count, unidentified.count, ...parts]
  const written = optional.slice(0, optional.findLastIndex(number => number > 0) + 1)
  return inBase36([position.wildcards, position.others, sizeRejectionsAfter(plan, target), created, completed, ...written])
}

/** Places that a token lists for each target, at most. */
const maxPlaces = 5

const placesOf = ({ widened, excluded }: TargetProgress): string =>
  [widened, excluded].map(({ places }) => inBase36(places.slice(0, maxPlaces))).join('/')

const refusedOf = (targets: ReadonlyArray<TargetProgress>, details: Details): ReadonlyArray<string> | undefined =>
  details.refused && targets.some(({ widened, excluded }) => widened.places.length + excluded.places.length > 0)
    ? targets.map(placesOf)
    : undefined

/** Ids that the job waits for, and one whose check was rejected, so that the next invocation reports that again. */
const openIds = (plan: Plan, { pending }: TargetProgress): ReadonlySet<string> => {
  const due = pending.filter(({ check }) => check._tag === 'Due')
  const rejected = pending.filter(({ check }) => check._tag === 'Rejected').slice(0, 1)
  return new Set(plan.spec.waitForCompletion ? [...due, ...rejected].map(({ id }) => id) : [])
}

const markedIds = (plan: Plan, target: TargetProgress): ReadonlyArray<string> => {
  const open = openIds(plan, target)
  return target.ids.map(id => (open.has(id) ? `+${id}` : `-${id}`))
}

const write = (
  plan: Plan,
  { startedAt, targets, baseline }: Progress,
  handedOver: Instant | undefined,
  ids: ReadonlyArray<ReadonlyArray<string>>,
  details: Details,
): string =>
  JSON.stringify({
    v: 1,
    job: plan.firstJobId,
    plan: plan.digest,
    began: startedAt,
    handedOver,
    at: targets.map(target => numbersOf(plan, target, details)),
    ids,
    baseline,
    refused: refusedOf(targets, details),
  })

/** The longest token with these open ids and no others. */
const withOpenIds = (plan: Plan, progress: Progress, details: Details): string =>
  write(
    plan,
    progress,
    maxInstant,
    progress.targets.map(target => markedIds(plan, target).filter(isOpen)),
    details,
  )

/** The token that continues a job that this invocation could not plan. */
export const writeNotPlannedToken = (job: string, startedAt: Instant, handedOver: Instant, baseline?: WrittenBaseline): string =>
  JSON.stringify({ v: 1, job, began: startedAt, handedOver, baseline })

/** The same token, handed over again. A token of an earlier version may have no room for the baseline and the time. */
export const handOverAgain = (token: Token, handedOver: Instant, maxLength: number): string => {
  const again = JSON.stringify({ ...token, handedOver })
  return again.length > maxLength ? JSON.stringify({ ...token, handedOver: undefined, baseline: undefined }) : again
}

/**
 * The token that continues the job. At most `maxLength` characters: ids that the job does not wait for are omitted if there is no
 * room, the last first, then details of refused items. A job that an earlier version started may have no room for the baseline and the
 * time.
 */
export const writeToken = (plan: Plan, progress: Progress, handedOver: Instant, maxLength: number): string => {
  const details = choices.find(choice => withOpenIds(plan, progress, choice).length <= maxLength) ?? noDetails
  let room = maxLength - withOpenIds(plan, progress, details).length
  const [time, baseline] = room < 0 ? [] : [handedOver, progress.baseline]
  const ids = progress.targets.map(target =>
    markedIds(plan, target).filter(id => {
      if (isOpen(id)) return true
      room -= JSON.stringify(id).length + 1
      return room >= 0
    }),
  )
  return write(plan, { ...progress, baseline }, time, ids, details)
}

/** Whether the token has room for another id to wait for. A standalone run needs no token. */
export const hasRoomForInvalidation = (plan: Plan, progress: Progress, policy: RunPolicy): boolean => {
  if (policy._tag === 'Standalone') return true
  const roomForId = (plan.capabilities.completion?.maxIdLength ?? 0) + idOverhead
  return withOpenIds(plan, progress, noDetails).length + roomForId <= policy.maxTokenLength
}
