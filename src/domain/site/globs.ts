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
 * A file that begins with a dot is a file like any other. What is no glob here (extglobs, negation, groups) is off, so that
 * a parenthesis in a pattern is one in a name; and a pattern that picomatch cannot compile is an error, where it would
 * otherwise match nothing and say nothing.
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

/** A class in brackets and an escaped character, which stay as they are; or what picomatch would pass on to the regular expression. */
const special = /\\.|\[[^\]]*\]|[()|+$^]/g

const literally = (glob: string): string => glob.replace(special, found => (found.length === 1 ? `\\${found}` : found))

/** As in .gitignore: a pattern without a slash matches in every folder, a slash in front holds it to the root, one at the end means all that is inside. */
const fromRoot = (text: string): string => {
  const everywhere = text.includes('/') ? text : `**/${text}`
  const relative = everywhere.replace(/^\//, '')
  return relative.endsWith('/') ? `${relative}**` : relative
}

/** Each `*` in a pattern makes a long name that does not match after all take longer by its length; few do not hurt. */
const maxStars = 4

const compile = (glob: string): picomatch.Matcher => picomatch(literally(fromRoot(glob)), options)

/** Reads a pattern of file names, or says in a sentence what is wrong with it. */
export const readGlob = (text: string): E.Either<string, Glob> => {
  if (text === '' || text === '/') return E.left('is empty')
  if (text.startsWith('!')) return E.left(`${excerpt(text)} begins with !; what is not to match has a key of its own: exclude`)
  if (/^\.\.?\//.test(text)) return E.left(`${excerpt(text)} begins with a dot and a slash; a pattern begins at the site's root`)
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
