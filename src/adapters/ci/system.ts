import type { Announcement } from './announcement.ts'

/** The variables of a process. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Text to append to a file, or to replace it with. */
export interface FileText {
  readonly path: string
  readonly text: string
  readonly mode: 'append' | 'replace'
}

/** What a CI system receives: text on stderr, which is empty or ends with a line break, and files. */
export interface CiReport {
  readonly stderr: string
  readonly files: ReadonlyArray<FileText>
}

/** A CI system that can show more than the log of a command. */
export interface CiSystem {
  /** Whether the process runs in it. */
  readonly isPresent: (environment: Environment) => boolean
  /** Turns an announcement into its report. `now` is in milliseconds since 1970. Files that the environment does not name are left out. */
  readonly report: (announcement: Announcement, environment: Environment, now: number) => CiReport
}

/** The file at a path; none if the path or the text is empty. */
export const fileNamed = (path: string | undefined, text: string, mode: FileText['mode']): ReadonlyArray<FileText> =>
  path === undefined || path === '' || text === '' ? [] : [{ path, text, mode }]
