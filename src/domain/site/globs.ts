import * as E from 'fp-ts/lib/Either.js'
import type * as t from 'io-ts'
import picomatch from 'picomatch/posix.js'
import { excerpt } from '../codec/excerpt.ts'

interface GlobBrand {
  readonly Glob: unique symbol
}

/** A pattern of file names that can be matched, relative to the site's root. */
export type Glob = t.Branded<string, GlobBrand>

/**
 * Dot files match like any others. Extglobs, negation and groups are off, so a parenthesis in a pattern is literal. `debug` makes
 * picomatch throw on a pattern that it cannot compile, which otherwise silently matches nothing.
 */
const options: picomatch.PicomatchOptions = {
  debug: true,
  dot: true,
  noextglob: true,
  nonegate: true,
  posix: true,
  strictBrackets: true,
  strictSlashes: true,
}

/** Escaped characters and bracket classes, which are kept, or characters that picomatch would pass to the regular expression. */
const special = /\\.|\[[^\]]*\]|[()|+$^]/g

const literally = (glob: string): string => glob.replace(special, found => (found.length === 1 ? `\\${found}` : found))

/** As in .gitignore: without a slash a pattern matches in every folder, a leading slash anchors it to the root, a trailing one matches everything inside. */
const fromRoot = (text: string): string => {
  const everywhere = text.includes('/') ? text : `**/${text}`
  const relative = everywhere.replace(/^\//, '')
  return relative.endsWith('/') ? `${relative}**` : relative
}

/** Each `*` multiplies the time to reject a long name by its length, so patterns have few. */
const maxStars = 4

const compile = (glob: string): picomatch.Matcher => picomatch(literally(fromRoot(glob)), options)

/** Reads a pattern of file names. The error is a sentence. */
export const readGlob = (text: string): E.Either<string, Glob> => {
  if (text === '' || text === '/') return E.left('is empty')
  if (text.startsWith('!')) return E.left(`${excerpt(text)} starts with !; list what must not match in exclude`)
  if (/^\.\.?\//.test(text)) return E.left(`${excerpt(text)} starts with ./ or ../; a pattern starts at the root of the site`)
  if ((text.match(/\*+/g) ?? []).length > maxStars) return E.left(`${excerpt(text)} has more than ${maxStars} wildcards`)
  return E.tryCatch(
    () => {
      compile(text)
      return text as Glob
    },
    () => `${excerpt(text)} is not a pattern of file names: a bracket or a brace is not closed`,
  )
}

/** Whether a file name matches at least one of the patterns. */
export const matchesAny = (globs: ReadonlyArray<Glob>): ((name: string) => boolean) => {
  const matchers = globs.map(compile)
  return name => matchers.some(matches => matches(name))
}
