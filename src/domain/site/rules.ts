import { type Glob, matchesAny } from './globs.ts'

/** Which files are served, and under which paths. */
export interface SiteRules {
  /** The folder that is served, with a `/` at its end; empty where that is all of it. */
  readonly stripPrefix: string
  /** The path under which it is served, encoded, with a `/` at both ends; at most 501 characters. */
  readonly addPrefix: string
  /** The names of the files that are also served for their folder. */
  readonly indexDocuments: ReadonlyArray<string>
  /** Whether the CDN keeps a file once for each query string. */
  readonly queryStrings: boolean
  /** Only files that match one of these; all, where there are none. Names are relative to `stripPrefix`. */
  readonly include: ReadonlyArray<Glob>
  /** Of those, none that matches one of these. */
  readonly exclude: ReadonlyArray<Glob>
}

/** The files that are also served for their folder, where nothing else is said. */
export const defaultIndexDocuments = ['index.html']

/** Tells the names that `include` and `exclude` leave over. */
export const selection = ({ include, exclude }: Pick<SiteRules, 'include' | 'exclude'>): ((name: string) => boolean) => {
  const isIncluded = include.length === 0 ? () => true : matchesAny(include)
  const isExcluded = matchesAny(exclude)
  return name => isIncluded(name) && !isExcluded(name)
}
