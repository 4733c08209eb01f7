import { notAsked, unclear } from '../finding.ts'
import type { Probe } from '../probe.ts'
import type { World } from '../world.ts'
import { type Again, type Attempt, isQuota, readItemQuota, readQuotaError, readQuotaKind, readWildcardQuota } from './interpret-quotas.ts'
import { createWithinQuota, drain, look, send, type Target } from './invalidate.ts'
import { describeReply } from './reply.ts'

/** Numbers of wildcards around each reading, the largest first: only the first that is accepted is billed. */
const wildcardSizes = [16, 15, 7, 6, 2, 1]

/** Numbers of items beyond each reading, the smallest first: all up to the first that is refused are billed. */
export const itemSizes = [151, 1_001, 3_001]

/**
 * How many wildcards are sent directly after an accepted request: half as many, because those that a second allows come back one by one.
 * Only one if the largest request was accepted, since that shows no quota.
 */
const againSize = (size: number): number => (size === wildcardSizes[0] ? 1 : Math.ceil((size + 1) / 2))

/** The most paths that the wildcards cost: those accepted in one request, and those sent after it. */
const maxWildcardPaths = Math.max(...wildcardSizes.map(size => size + againSize(size)))

/** The sizes that cost at most this many paths in all. */
export const affordable = (paths: number): ReadonlyArray<number> =>
  itemSizes.filter((_, index) => itemSizes.slice(0, index + 1).reduce((sum, size) => sum + size, maxWildcardPaths) <= paths)

const sum = (numbers: ReadonlyArray<number>): number => numbers.reduce((total, number) => total + number, 0)

const itemsOf = (world: World, kind: string, size: number, ending = ''): ReadonlyArray<string> =>
  Array.from({ length: size }, (_, index) => `/${world.name}/${kind}/${index}${ending}`)

/** Asks for one size after another, each while nothing is in progress, until `isLast`. */
const climb = async (
  world: World,
  target: Target,
  sizes: ReadonlyArray<number>,
  ending: string,
  isLast: (attempt: Attempt) => boolean,
): Promise<ReadonlyArray<Attempt>> => {
  const attempts: Attempt[] = []
  for (const size of sizes) {
    await drain(world, target)
    const attempt = { size, reply: await createWithinQuota(world, target, itemsOf(world, `${size}`, size, ending)) }
    attempts.push(attempt)
    if (isLast(attempt)) break
  }
  return attempts
}

/** Sends more wildcards directly after an accepted request, and once more after some seconds if they are refused. */
const askAgain = async (world: World, target: Target, first: string, size: number): Promise<Again> => {
  const items = (name: string) => itemsOf(world, name, againSize(size), '*')
  const atOnce = await send(world, target, target.nextReference(), items('again'))
  if (atOnce._tag === 'Accepted') return { atOnce, later: undefined, wasInProgress: true }
  await world.pause(1)
  const later = await send(world, target, target.nextReference(), items('later'))
  return { atOnce, later, wasInProgress: (await look(world, target, first)) === 'InProgress' }
}

/** Asks how many wildcards are accepted, what is counted, and how many items. `sizes` are numbers of items, in ascending order. */
export const quotaProbe = (target: Target, sizes: ReadonlyArray<number>): Probe => ({
  about: 'your distribution',
  questions: ['quotaKind', 'wildcardQuota', 'itemQuota', 'quotaError'],
  does: `invalidates up to 16 wildcards in one request, ${sizes.map(size => `then ${size} paths in one, `).join('')}all without a match`,
  paths: maxWildcardPaths + sum(sizes),
  dollars: 0,
  ask: async world => {
    const wildcards = await climb(world, target, wildcardSizes, '*', ({ reply }) => !isQuota(reply))
    const last = wildcards.at(-1)
    const again = last?.reply._tag === 'Accepted' ? await askAgain(world, target, last.reply.id, last.size) : undefined
    const items = await climb(world, target, sizes, '', ({ reply }) => reply._tag === 'Refused')
    const replies = [...wildcards.map(({ reply }) => reply), ...(again ? [again.atOnce] : []), ...items.map(({ reply }) => reply)]
    const fault = replies.find(reply => reply._tag === 'Refused' && !isQuota(reply))
    return {
      wildcardQuota: readWildcardQuota(wildcards),
      itemQuota: sizes.length === 0 ? notAsked('needs a higher --max-cost') : readItemQuota(items),
      quotaKind: fault === undefined ? readQuotaKind(wildcards, items, again) : unclear(describeReply(fault)),
      quotaError: readQuotaError(replies),
    }
  },
})
