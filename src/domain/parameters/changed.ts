import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { array, nonEmptyArray } from '../codec/array.ts'
import { excerpt } from '../codec/excerpt.ts'
import { strictObject } from '../codec/strict-object.ts'
import { boolean, matching, optional, parsedString } from '../codec/value.ts'
import { type Item, isTag, isWildcard, readItem } from '../items/item.ts'
import { folderOf } from '../site/file-name.ts'
import { readGlob } from '../site/globs.ts'

/** An artifact's name, as CodePipeline has it. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_InputArtifact.html */
const artifact = parsedString(
  'ArtifactName',
  "an artifact's name",
  matching(/^[\w-]{1,100}$/, name => `${excerpt(name)} is not an artifact's name: up to 100 letters, digits, - and _`),
)

/** The name of a pipeline, of a stage or of an action. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ActionDeclaration.html */
const nameOf = (what: string) =>
  parsedString(
    `${what}Name`,
    `the ${what}'s name`,
    matching(
      /^[A-Za-z0-9.@\-_]{1,100}$/,
      name => `${excerpt(name)} is no name that the ${what} can have: up to 100 letters, digits and characters of .@-_`,
    ),
  )

const stripPrefix = parsedString('StripPrefix', 'a folder in the artifact', folder =>
  /[*?]/.test(folder) ? E.left(`${excerpt(folder)} is a pattern; expected a folder in the artifact`) : E.right(folderOf(folder)),
)

/** Characters that are left for the names behind it, of the 4,000 that a path may have, are many more than an S3 key needs. */
const maxPrefixLength = 500

const asPrefix = (path: Item): E.Either<string, string> => {
  if (isTag(path) || isWildcard(path) || path.includes('?')) return E.left(`${excerpt(path)} is not a path to put in front of others`)
  if (path.length > maxPrefixLength) return E.left(`has ${path.length} characters when encoded, at most ${maxPrefixLength} are possible`)
  return E.right(path.endsWith('/') ? path : `${path}/`)
}

const addPrefix = parsedString('AddPrefix', 'a path', path => (path === '' ? E.right('/') : pipe(readItem(path), E.flatMap(asPrefix))))

/** The name of a file that is also served for its folder. */
export const indexDocument = parsedString(
  'IndexDocument',
  "a file's name",
  matching(/^[^/\\]+$/, name => `${excerpt(name)} is not a file's name alone, such as "index.html"`),
)

const protectedPath = parsedString('ProtectedPath', 'a string', entry =>
  pipe(
    readItem(entry),
    E.filterOrElse(
      item => !isTag(item),
      item => `${excerpt(item)} is a tag; only paths can be protected`,
    ),
  ),
)

/** A pattern of file names. */
export const glob = parsedString('Glob', 'a pattern of file names', readGlob)

/** The object in the key `changed`. What is folders and paths in it comes out as `ChangedSpec` has it. */
export const Changed = strictObject('Changed', {
  artifact,
  pipeline: nameOf('pipeline'),
  stage: nameOf('stage'),
  action: nameOf('action'),
  stripPrefix: optional(stripPrefix),
  addPrefix: optional(addPrefix),
  indexDocuments: optional(array('IndexDocuments', "an array of files' names", indexDocument)),
  queryStrings: optional(boolean),
  added: optional(boolean),
  protect: optional(array('Protect', 'an array of strings', protectedPath)),
  include: optional(nonEmptyArray('Include', 'an array of patterns', glob)),
  exclude: optional(array('Exclude', 'an array of patterns', glob)),
})
