import type { Announcement } from './announcement.ts'

/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>

/** A text for a file, which is added to it or replaces it. */
export interface FileText {
  readonly path: string
  readonly text: string
  readonly mode: 'append' | 'replace'
}

/** How a CI system is told: by text on stderr, which is empty or ends with a line break, and by files. */
export interface CiReport {
  readonly stderr: string
  readonly files: ReadonlyArray<FileText>
}

/** A CI system that can show more than the log of a command. */
export interface CiSystem {
  /** Whether the process runs in it. */
  readonly isPresent: (environment: Environment) => boolean
  /** Tells it. `now` is in milliseconds since 1970. Where it names no file, nothing is written. */
  readonly report: (announcement: Announcement, environment: Environment, now: number) => CiReport
}

/** The file that a variable names with its text, if there are both. */
export const fileNamed = (path: string | undefined, text: string, mode: FileText['mode']): ReadonlyArray<FileText> =>
  path === undefined || path === '' || text === '' ? [] : [{ path, text, mode }]
