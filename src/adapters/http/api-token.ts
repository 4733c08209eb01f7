import { readFile } from 'node:fs/promises'
import * as E from 'fp-ts/lib/Either.js'
import * as TE from 'fp-ts/lib/TaskEither.js'
import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'

/** Where the API token is stored. */
export interface TokenSource {
  /** The place in words, after "in". */
  readonly place: string
  /** Reads the stored text; empty if there is none. */
  readonly read: (abortSignal: AbortSignal) => TE.TaskEither<CdnFailure, string>
}

/** The characters of bearer tokens. https://www.rfc-editor.org/rfc/rfc6750#section-2.1 */
const bearerToken = /^[\w.~+/-]+=*$/

/**
 * Extracts the token from a stored text. Most editors end a file with a line break, so white space around the token is ignored.
 * `undefined` if the text is not a token.
 */
export const tokenIn = (text: string): string | undefined => {
  const token = text.trim()
  return bearerToken.test(token) ? token : undefined
}

/** A token in the value of an environment variable. */
export const tokenInVariable = (name: string, value: string): TokenSource => ({ place: name, read: () => TE.right(value) })

/** A token in a file, such as a mounted secret. Read for each request, so that a new token needs no restart. */
export const tokenInFile = (path: string): TokenSource => ({
  place: `the file ${path}`,
  read: signal => () => readFile(path, { encoding: 'utf8', signal }).then(E.right, () => E.right('')),
})

/** The environment variables of a token: the path of a file that has it, or the token itself. The file counts if both are set. */
export interface TokenKeys {
  readonly file: string
  readonly value: string
}

/** The token that environment variables name. */
export const tokenInEnvironment =
  ({ file, value }: TokenKeys) =>
  ({ [file]: path = '', [value]: token = '' }: NodeJS.ProcessEnv): TokenSource =>
    path === '' ? tokenInVariable(value, token) : tokenInFile(path)
