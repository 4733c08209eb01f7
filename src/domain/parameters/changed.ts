import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as t from 'io-ts'
import { array, nonEmptyArray } from '../codec/array.ts'
import { type Decoder, decoder } from '../codec/decoder.ts'
import { excerpt } from '../codec/excerpt.ts'
import { strictObject } from '../codec/strict-object.ts'
import { boolean, matching, optional, parsedString } from '../codec/value.ts'
import { type Item, isTag, isWildcard } from '../items/item.ts'
import { readItem } from '../items/read-item.ts'
import type { ItemRules } from '../items/rules.ts'
import type { CiCapabilities, NameRule } from '../pipeline/capabilities.ts'
import { folderOf } from '../site/file-name.ts'
import { type Glob, maxGlobLength, readGlob } from '../site/globs.ts'

type ReadItem = ReturnType<typeof readItem>

/** The name of an artifact, pipeline, stage or action, by the CI system's rule. */
const nameOf = (kind: string, article: string, { pattern, allowed }: NameRule) =>
  parsedString(
    `${kind}Name`,
    `${article} ${kind}'s name`,
    matching(pattern, name => `${excerpt(name)} is not a valid ${kind} name: ${allowed}`),
  )

const stripPrefix = parsedString('StripPrefix', 'a folder in the artifact', folder =>
  /[*?]/.test(folder) ? E.left(`${excerpt(folder)} is a pattern; expected a folder in the artifact`) : E.right(folderOf(folder)),
)

/** Characters; leaves most of a path's length to the names after the prefix. */
const maxPrefixLength = 500

const asPrefix = (path: Item): E.Either<string, string> => {
  if (isTag(path) || isWildcard(path) || path.includes('?')) return E.left(`${excerpt(path)} cannot be put in front of other paths`)
  if (path.length > maxPrefixLength) return E.left(`has ${path.length} characters when encoded; at most ${maxPrefixLength} are allowed`)
  return E.right(path.endsWith('/') ? path : `${path}/`)
}

const addPrefix = (read: ReadItem) =>
  parsedString('AddPrefix', 'a path', path => (path === '' ? E.right('/') : pipe(read(path), E.flatMap(asPrefix))))

/** Index documents, at most. Every file name is compared with all of them. */
const maxIndexDocuments = 100

/** A file name that is also served for its folder. */
export const indexDocument = parsedString(
  'IndexDocument',
  'a file name',
  matching(/^[^/\\]+$/, name => `${excerpt(name)} is not a plain file name such as "index.html"`),
)

const protectedPath = (read: ReadItem) =>
  parsedString('ProtectedPath', 'a string', entry =>
    pipe(
      read(entry),
      E.filterOrElse(
        item => !isTag(item),
        item => `${excerpt(item)} is a tag; only paths can be protected`,
      ),
    ),
  )

const glob = parsedString('Glob', 'a pattern of file names', readGlob)

const notTooLong = <Globs extends ReadonlyArray<Glob>>(list: Decoder<Globs>): Decoder<Globs> =>
  decoder(list.name, (value, context) =>
    pipe(
      list.validate(value, context),
      E.flatMap(globs => {
        const { length } = globs.join('')
        return length > maxGlobLength
          ? t.failure(value, context, `has ${length} characters in all; at most ${maxGlobLength} are allowed`)
          : t.success(globs)
      }),
    ),
  )

/** The codec of `include`: a file name must match one of these patterns. */
export const include = notTooLong(nonEmptyArray('Include', 'an array of patterns', glob))

/** The codec of `exclude`: a file name must not match any of these patterns. */
export const exclude = notTooLong(array('Exclude', 'an array of patterns', glob))

/** The codec of `changed`. It decodes folders and paths to the form that `ChangedSpec` has. */
export const changedCodec = (
  rules: ItemRules,
  { artifactName, actionName }: Exclude<CiCapabilities['keeps'], undefined>,
  variables: CiCapabilities['variables'],
) => {
  const read = readItem(rules, variables)
  return strictObject('Changed', {
    artifact: nameOf('artifact', 'an', artifactName),
    pipeline: nameOf('pipeline', 'the', actionName),
    stage: nameOf('stage', 'the', actionName),
    action: nameOf('action', 'the', actionName),
    stripPrefix: optional(stripPrefix),
    addPrefix: optional(addPrefix(read)),
    indexDocuments: optional(array('IndexDocuments', 'an array of file names', indexDocument, maxIndexDocuments)),
    queryStrings: optional(boolean),
    added: optional(boolean),
    protect: optional(array('Protect', 'an array of strings', protectedPath(read))),
    include: optional(include),
    exclude: optional(exclude),
  })
}
