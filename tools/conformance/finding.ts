import type { Question, readings } from '../../local/aws/readings.ts'

/** The readings of a question. */
export type Reading<Q extends Question> = (typeof readings)[Q][number]

/** What was found out about a question. `evidence` and `saw` are redacted before they are shown. */
export type Finding<R extends string = string> =
  | { readonly _tag: 'Observed'; readonly reading: R; readonly evidence: string }
  /** It was asked, but what was seen fits no reading, or several. */
  | { readonly _tag: 'Unclear'; readonly saw: string }
  | { readonly _tag: 'NotAsked'; readonly why: string }

export const observed = <R extends string>(reading: R, evidence: string): Finding<R> => ({ _tag: 'Observed', reading, evidence })

export const unclear = (saw: string): Finding<never> => ({ _tag: 'Unclear', saw })

export const notAsked = (why: string): Finding<never> => ({ _tag: 'NotAsked', why })

/** Questions without a switch in the local AWS. */
interface FurtherReadings {
  readonly apostropheEviction: 'evicted' | 'not-evicted'
  readonly actionCategory: 'present' | 'absent'
}

/** A question of the table. */
export type AskedQuestion = Question | keyof FurtherReadings

/** Findings by question. */
export type Findings = { readonly [Q in Question]?: Finding<Reading<Q>> } & {
  readonly [Q in keyof FurtherReadings]?: Finding<FurtherReadings[Q]>
}
