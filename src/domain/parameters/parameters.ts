import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { ReadonlyNonEmptyArray } from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import type { CdnCapabilities } from '../cdn/capabilities.ts'
import { nonEmptyArray, oneOrMany } from '../codec/array.ts'
import type { Decoder } from '../codec/decoder.ts'
import { excerpt } from '../codec/excerpt.ts'
import { strictObject } from '../codec/strict-object.ts'
import { boolean, integer, optional, parsedString, predicate } from '../codec/value.ts'
import type { Item } from '../items/item.ts'
import { readItem } from '../items/read-item.ts'
import type { ItemRules } from '../items/rules.ts'
import type { CiCapabilities, NameRule } from '../pipeline/capabilities.ts'
import { changedCodec } from './changed.ts'

/** A file in one of the action's input artifacts. */
export interface ItemsFrom {
  readonly artifact: string
  readonly path: string
}

const separator = '::'

const itemsFrom = ({ pattern }: NameRule) =>
  parsedString('ItemsFrom', 'a string', (text): E.Either<string, ItemsFrom> => {
    const [artifact = '', ...rest] = text.split(separator)
    const path = rest.join(separator)
    const isFile = pattern.test(artifact) && /^[^/].*$/.test(path)
    return isFile ? E.right({ artifact, path }) : E.left(`${excerpt(text)} is not of the form "Artifact::path/in/artifact"`)
  })

/** The codec of a budget of paths and tags. */
export const maxPaths = integer('MaxPaths', 'an integer of at least 1', 1, Number.MAX_SAFE_INTEGER)

/** The codec of one target or an array of targets, by the CDN's rule. */
export const targetIds = (
  { parameters: { target, targetNoun } }: CdnCapabilities,
  maxTargets?: number,
): Decoder<ReadonlyNonEmptyArray<string>> => oneOrMany('TargetIds', `a ${targetNoun} id, or an array of them`, target.codec, maxTargets)

const onWaitTimeout = predicate(
  'OnWaitTimeout',
  '"succeed" or "fail"',
  (value): value is 'succeed' | 'fail' => value === 'succeed' || value === 'fail',
)

/** An item, and the text that it was read from. */
interface WrittenItem {
  readonly item: Item
  readonly text: string
}

const writtenItem = (rules: ItemRules, variables: CiCapabilities['variables']) =>
  parsedString(
    'Item',
    'a string',
    (text): E.Either<string, WrittenItem> =>
      pipe(
        readItem(rules, variables)(text),
        E.map(item => ({ item, text })),
      ),
  )

/** Words for `items` and other keys that users expect. */
const synonyms: Readonly<Record<string, string>> = {
  paths: 'items',
  path: 'items',
  tags: 'items',
  urls: 'items',
  objects: 'items',
  invalidationPaths: 'items',
  file: 'itemsFrom',
  budget: 'maxPaths',
}

/**
 * The codec of a job's parameters. The CDN names the keys of the target, the host and the credentials. Keys for features that the CDN
 * or the CI system lacks are unknown.
 */
export const parametersCodec = (cdn: CdnCapabilities, { continuation, keeps, maxMinutes, terms, variables }: CiCapabilities) => {
  const { target, host, credentials } = cdn.parameters
  const props = {
    targetIds: targetIds(cdn, continuation?.maxTargets),
    host: host && optional(host.codec),
    items: optional(nonEmptyArray('Items', 'an array of strings', writtenItem(cdn, variables))),
    itemsFrom: keeps && optional(itemsFrom(keeps.artifactName)),
    changed: keeps && optional(changedCodec(cdn, keeps, variables)),
    maxPaths: optional(maxPaths),
    waitForCompletion: optional(boolean),
    onWaitTimeout: optional(onWaitTimeout),
    timeoutMinutes: optional(integer('TimeoutMinutes', `an integer from 1 to ${maxMinutes}`, 1, maxMinutes)),
    principal: credentials && optional(credentials.principal.codec),
    qualifier: credentials && optional(credentials.qualifier.codec),
    dryRun: optional(boolean),
  }
  const keys = { targetIds: target.key, host: host?.key, principal: credentials?.principal.key, qualifier: credentials?.qualifier.key }
  return strictObject(terms.parameters, props, keys, synonyms)
}
