import type { AskedQuestion, Findings } from './finding.ts'
import type { World } from './world.ts'

/** Some questions, and how they are asked. */
export interface Probe {
  /** What it is asked of, such as "your distribution". */
  readonly about: string
  readonly questions: ReadonlyArray<AskedQuestion>
  /** What it does, for the plan. */
  readonly does: string
  /** The most paths that CloudFront may bill. */
  readonly paths: number
  /** What else it costs at most, in US dollars. */
  readonly dollars: number
  readonly ask: (world: World) => Promise<Findings>
}
