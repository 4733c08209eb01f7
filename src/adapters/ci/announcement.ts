import type { Success } from '../../domain/job/answer.ts'
import { visible } from './text.ts'

/** A page about an invalidation. */
export interface Link {
  readonly label: string
  readonly url: string
}

/** The URL of the page about an invalidation, or about all invalidations of a target if no id is given; `undefined` if there is none. */
export type PageOf = (targetId: string, invalidationId: string | undefined) => string | undefined

/** An output of a job: its name, spelled like an output variable of CodePipeline's action, and its values. */
export type Output = readonly [name: string, values: ReadonlyArray<string>]

/** The answer to a job, as a CI system shows it. */
export interface Answered {
  readonly _tag: 'Answered'
  readonly level: 'notice' | 'warning' | 'error'
  /** Its only control characters are line breaks. */
  readonly text: string
  readonly outputs: ReadonlyArray<Output>
  readonly links: ReadonlyArray<Link>
}

/** What a CI system shows, besides what the console prints. A plan is Markdown. */
export type Announcement = Answered | { readonly _tag: 'Planned'; readonly markdown: string }

/** The same announcement in other words. */
export const inOtherWords = (announcement: Announcement, inWords: (text: string) => string): Announcement =>
  announcement._tag === 'Answered'
    ? { ...announcement, text: inWords(announcement.text) }
    : { ...announcement, markdown: inWords(announcement.markdown) }

/** `DistributionId`: the name of the output that lists the targets of a CDN. */
const targetOutput = (targetNoun: string): string => `${targetNoun.charAt(0).toUpperCase()}${targetNoun.slice(1)}Id`

const outputsOf = ({ invalidationIds, targetIds, pathCount, status, changeSet }: Success, targetNoun: string): ReadonlyArray<Output> => [
  ['InvalidationId', invalidationIds],
  [targetOutput(targetNoun), targetIds],
  ['PathCount', [String(pathCount)]],
  ['Status', [status]],
  ...(changeSet?._tag === 'Compared'
    ? ([
        ['ChangedFiles', [String(changeSet.files)]],
        ['UnchangedFlushed', [String(changeSet.unchangedFlushed)]],
      ] as const)
    : []),
]

/** An answer does not say which invalidation belongs to which of several targets. */
const linksOf = ({ invalidationIds, targetIds }: Success, pageOf: PageOf): ReadonlyArray<Link> => {
  const [target] = targetIds
  if (target === undefined || invalidationIds.length === 0) return []
  const pages =
    targetIds.length === 1
      ? invalidationIds.map(id => ({ label: id, url: pageOf(target, id) }))
      : targetIds.map(id => ({ label: id, url: pageOf(id, undefined) }))
  return pages.flatMap(({ label, url }) => (url === undefined ? [] : [{ label, url }]))
}

/** What an announcement needs to know about a CDN. */
export interface CdnTerms {
  /** What users call a target. */
  readonly targetNoun: string
  /** Its pages, if it has some. */
  readonly pageOf?: PageOf | undefined
}

/**
 * The announcement of a success. `text` is what the console prints. `isTimedOut` is whether the job stopped waiting before the invalidation
 * was complete.
 */
export const succeeded = (answer: Success, text: string, isTimedOut: boolean, { targetNoun, pageOf }: CdnTerms): Announcement => ({
  _tag: 'Answered',
  level: isTimedOut ? 'warning' : 'notice',
  text: visible(text),
  outputs: outputsOf(answer, targetNoun),
  links: pageOf === undefined ? [] : linksOf(answer, pageOf),
})

/** The announcement of a failure. `invalidationIds` are those that were created anyway. */
export const failed = (text: string, invalidationIds: ReadonlyArray<string>): Announcement => ({
  _tag: 'Answered',
  level: 'error',
  text: visible(text),
  outputs: [
    ['InvalidationId', invalidationIds],
    ['Status', ['Failed']],
  ],
  links: [],
})

/** A heading for each level. */
export const titles: Readonly<Record<Answered['level'], string>> = {
  notice: 'Invalidation',
  warning: 'Invalidation not complete',
  error: 'Invalidation failed',
}
