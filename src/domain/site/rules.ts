import { type Glob, matchesAny } from './globs.ts'

/** Which files are served, and under which paths. */
export interface SiteRules {
  /** The folder that is served, with a trailing `/`; empty for all of it. */
  readonly stripPrefix: string
  /** The path under which it is served, encoded, with a leading and a trailing `/`; at most 501 characters. */
  readonly addPrefix: string
  /** File names that are also served for their folder. */
  readonly indexDocuments: ReadonlyArray<string>
  /** Whether the CDN caches a file separately for each query string. */
  readonly queryStrings: boolean
  /** Only files that match one of these; all if empty. Names are relative to `stripPrefix`. */
  readonly include: ReadonlyArray<Glob>
  /** No files that match one of these. */
  readonly exclude: ReadonlyArray<Glob>
}

/** The default for `indexDocuments`. */
export const defaultIndexDocuments = ['index.html']

/** Whether `include` and `exclude` select a name. `spend` is called with the steps that it took to find out. */
export const selection = (
  { include, exclude }: Pick<SiteRules, 'include' | 'exclude'>,
  spend?: (steps: number) => void,
): ((name: string) => boolean) => {
  const isIncluded = include.length === 0 ? () => true : matchesAny(include, spend)
  const isExcluded = matchesAny(exclude, spend)
  return name => isIncluded(name) && !isExcluded(name)
}
