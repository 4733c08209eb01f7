import { CreateInvalidationCommand, GetInvalidationCommand } from '@aws-sdk/client-cloudfront'
import { lookUntil, type World } from '../world.ts'
import { isFault, isThrottling, isTooMany, type Refusal, type Reply, toRefusal } from './reply.ts'

/** A distribution, and what was created in it. */
export interface Target {
  readonly distribution: string
  /** The ids of the invalidations that may be in progress. */
  readonly open: Set<string>
  /** A reference that was not used. */
  readonly nextReference: () => string
}

/** `reference` is the start of all references. */
export const targetOf = (distribution: string, reference: string): Target => {
  let used = 0
  return {
    distribution,
    open: new Set(),
    nextReference: () => {
      used += 1
      return `${reference}-${used}`
    },
  }
}

/** Sends one request, once. */
export const send = async (world: World, target: Target, reference: string, items: ReadonlyArray<string>): Promise<Reply> => {
  try {
    const { Invalidation } = await world.cloudfront.send(
      new CreateInvalidationCommand({
        DistributionId: target.distribution,
        InvalidationBatch: { CallerReference: reference, Paths: { Quantity: items.length, Items: [...items] } },
      }),
    )
    const id = Invalidation?.Id ?? ''
    target.open.add(id)
    return { _tag: 'Accepted', id }
  } catch (error) {
    return toRefusal(error)
  }
}

const maxAttempts = 6

/** Sends until AWS decides. The pause before each attempt keeps below the rate of calls that CloudFront allows, and doubles. */
const sendUntil = async (world: World, sendOnce: () => Promise<Reply>, isDecided: (refusal: Refusal) => boolean): Promise<Reply> => {
  for (let attempt = 1; ; attempt += 1) {
    await world.pause(2 ** (attempt - 1))
    const reply = await sendOnce()
    if (reply._tag === 'Accepted' || isDecided(reply) || attempt === maxAttempts) return reply
  }
}

/** Whether a refusal is about the request itself, rather than about how busy CloudFront is. */
const isFinal = (refusal: Refusal): boolean => !isFault(refusal) && !isThrottling(refusal) && !isTooMany(refusal)

/** Sends a request again, with the same reference, until AWS decides on it. */
export const resend = (world: World, target: Target, reference: string, items: ReadonlyArray<string>): Promise<Reply> =>
  sendUntil(world, () => send(world, target, reference, items), isFinal)

/** Asks for a new invalidation, with a new reference for each attempt: one whose answer was lost may have used its reference. */
export const create = (world: World, target: Target, items: ReadonlyArray<string>): Promise<Reply> =>
  sendUntil(world, () => send(world, target, target.nextReference(), items), isFinal)

/** As `create`, but a quota's answer is a decision, too. Throttling is one if it comes twice: the first may be for the rate of calls. */
export const createWithinQuota = async (world: World, target: Target, items: ReadonlyArray<string>): Promise<Reply> => {
  const attempt = (): Promise<Reply> =>
    sendUntil(
      world,
      () => send(world, target, target.nextReference(), items),
      refusal => !isFault(refusal),
    )
  const reply = await attempt()
  if (reply._tag === 'Accepted' || !isThrottling(reply)) return reply
  await world.pause(5)
  return attempt()
}

/** Looks at an invalidation once. A string is its status. */
export const look = async (world: World, { distribution }: Target, id: string): Promise<string | Refusal> => {
  try {
    const { Invalidation } = await world.cloudfront.send(new GetInvalidationCommand({ DistributionId: distribution, Id: id }))
    return Invalidation?.Status ?? ''
  } catch (error) {
    return toRefusal(error)
  }
}

/** Waits until an invalidation completes. Throws if it never does. */
export const complete = async (world: World, target: Target, id: string): Promise<void> => {
  const status = await lookUntil(world.pause, async () => {
    const seen = await look(world, target, id)
    return seen === 'Completed' ? seen : undefined
  })
  if (status === undefined) throw new Error('An invalidation did not complete in time')
  target.open.delete(id)
}

/** Waits until nothing of this run is in progress, and what a second allows is available again. */
export const drain = async (world: World, target: Target): Promise<void> => {
  for (const id of target.open) await complete(world, target, id)
  await world.pause(1)
}
