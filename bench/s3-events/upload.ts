import { syntheticDeploy } from '../cover/synthetic.ts'

/** A change to an object. `at` is in milliseconds since the start. */
export interface Change {
  readonly at: number
  readonly key: string
}

/** 100,000 changes, with a description. */
export interface Upload {
  readonly name: string
  /** In chronological order. */
  readonly changes: ReadonlyArray<Change>
}

export const count = 100_000

const second = 1_000
const hour = 3_600 * second
const day = 24 * hour

const { changed, unchanged } = syntheticDeploy(count)
const site = [...changed, ...unchanged].map(path => path.slice(1)).sort()

const keyAt = (index: number): string => site[index % site.length] ?? ''

/** A deterministic shuffle: 7,919 is coprime to each `among` used here, so every index occurs before one repeats. */
const shuffled = (index: number, among: number): number => (index * 7_919) % among

const evenly = (name: string, duration: number, key: (index: number) => string): Upload => ({
  name,
  changes: Array.from({ length: count }, (_, index) => ({ at: (index * duration) / count, key: key(index) })),
})

const deploys = 100
const files = count / deploys

export const uploads: ReadonlyArray<Upload> = [
  evenly('a site of 100,000 objects, uploaded in ten minutes', 600 * second, keyAt),
  {
    name: '100 deploys of the same 1,000 objects, half a minute each',
    changes: Array.from({ length: count }, (_, index) => ({
      at: Math.floor(index / files) * 7 * hour + ((index % files) * 30 * second) / files,
      key: keyAt(index % files),
    })),
  },
  evenly('500 objects, rewritten again and again for a day', day, index => keyAt(shuffled(index, 500))),
  evenly('100,000 objects, one every 26 seconds for a month', 30 * day, index => keyAt(shuffled(index, count))),
]
