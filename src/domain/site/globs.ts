import * as E from 'fp-ts/lib/Either.js'
import { constFalse, constVoid, pipe } from 'fp-ts/lib/function.js'
import * as RA from 'fp-ts/lib/ReadonlyArray.js'
import type * as t from 'io-ts'
import { excerpt } from '../codec/excerpt.ts'
import { type Automaton, toAutomaton } from './glob/automaton.ts'
import { parse } from './glob/parse.ts'
import { compile } from './glob/program.ts'
import { run } from './glob/run.ts'

interface GlobBrand {
  readonly Glob: unique symbol
}

/** A pattern of file names that can be matched, relative to the site's root. */
export type Glob = t.Branded<string, GlobBrand>

/** As in .gitignore: without a slash a pattern matches in every folder, a leading slash anchors it to the root, a trailing one matches everything inside. */
const fromRoot = (text: string): string => {
  const everywhere = text.includes('/') ? text : `**/${text}`
  const relative = everywhere.replace(/^\//, '')
  return relative.endsWith('/') ? `${relative}**` : relative
}

/** Characters of a pattern, and of all patterns in a list. */
export const maxGlobLength = 1_024

const automatonOf = (text: string): E.Either<string, Automaton> => pipe(parse(fromRoot(text)), E.map(compile), E.map(toAutomaton))

/** One automaton for all patterns, so that each character of a name is read once. */
const automatonOfAny = (globs: ReadonlyArray<Glob>): Automaton => {
  const alternatives = RA.rights(globs.map(glob => parse(fromRoot(glob))))
  return toAutomaton(compile([{ kind: 'either', alternatives }]))
}

/** Reads a pattern of file names. The error is a sentence. */
export const readGlob = (text: string): E.Either<string, Glob> => {
  if (text === '' || text === '/') return E.left('is empty')
  if (text.length > maxGlobLength) return E.left(`${excerpt(text)} has ${text.length} characters; at most ${maxGlobLength} are allowed`)
  if (text.startsWith('!')) return E.left(`${excerpt(text)} starts with !; list what must not match in exclude`)
  if (/^\.\.?\//.test(text)) return E.left(`${excerpt(text)} starts with ./ or ../; a pattern starts at the root of the site`)
  return pipe(
    automatonOf(text),
    E.bimap(
      reason => `${excerpt(text)} is not a pattern of file names: ${reason}`,
      () => text as Glob,
    ),
  )
}

/** Whether a file name matches at least one of the patterns. `spend` is called with the steps that it took to find out. */
export const matchesAny = (globs: ReadonlyArray<Glob>, spend: (steps: number) => void = constVoid): ((name: string) => boolean) => {
  if (globs.length === 0) return constFalse
  const automaton = automatonOfAny(globs)
  return name => {
    const { isAccepted, steps } = run(automaton, name)
    spend(steps)
    return isAccepted
  }
}
