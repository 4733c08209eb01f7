import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { expected } from '../codec/decoder.ts'
import type { Issue } from '../codec/issue.ts'
import { shapeOfJson } from '../codec/json-shape.ts'
import { maxDepth, parseConfidentialJson } from '../codec/parse-json.ts'
import { addDoubt, type Doubts, noDoubts } from './doubt.ts'
import type { Item } from './item.ts'
import { readItem } from './read-item.ts'
import type { ItemRules } from './rules.ts'
import type { VariableRules } from './unmeant.ts'

/** The items of a file, and the doubtful ones among them. */
export interface FileItems {
  readonly items: ReadonlyArray<Item>
  readonly doubts: Doubts
}

type Reading = E.Either<ReadonlyArray<Issue>, FileItems>
type ReadItem = ReturnType<typeof readItem>

/** Items in a file, at most. This many fit into the function's memory at any length. */
export const maxItems = 200_000

/** Issues to report, at most. A message has room for fewer. */
const maxIssues = 1_000

/** A value that should be an item, and its position. */
type Entry = readonly [at: string, value: unknown]

const fileIssue = (problem: string): ReadonlyArray<Issue> => [{ at: 'the file', problem }]

const tooMany = fileIssue(`has more than ${maxItems} items; use wildcards instead`)

const decode = (content: Uint8Array): E.Either<ReadonlyArray<Issue>, string> =>
  E.tryCatch(
    () => new TextDecoder('utf-8', { fatal: true }).decode(content),
    () => fileIssue('is not UTF-8'),
  )

const isIgnored = (line: string): boolean => line.trim() === '' || line.startsWith('//')

/** A generator, because an array of all lines would take several times the memory of the file. */
function* linesOf(text: string): Generator<Entry> {
  let number = 1
  for (let from = 0; from < text.length; number += 1) {
    const end = text.indexOf('\n', from)
    const line = text.slice(from, end === -1 ? undefined : end).replace(/\r$/, '')
    if (!isIgnored(line)) yield [`line ${number}`, line]
    from = end === -1 ? text.length : end + 1
  }
}

function* entriesOf(array: ReadonlyArray<unknown>): Generator<Entry> {
  for (const [index, value] of array.entries()) yield [`[${index}]`, value]
}

/** A file named by mistake may be confidential, so only what is meant as a path is quoted. */
const mayBeQuoted = (text: string): boolean => text === '' || /^\s*\.{0,2}\//.test(text)

const withoutQuote = (text: string, problem: string): string =>
  mayBeQuoted(text) ? problem : 'not a valid item; it is quoted only if it starts with / or ./'

/** A `- ` in front is most likely a YAML list, not the start of a path. */
const readLine = (read: ReadItem, value: unknown): E.Either<string, Item> => {
  if (typeof value !== 'string') return E.left(expected('a string', value))
  if (value.startsWith('- ')) return E.left('starts with "- ", which is not part of an item')
  return E.mapLeft((problem: string) => withoutQuote(value, problem))(read(value))
}

const readAll = (read: ReadItem, entries: Iterable<Entry>): Reading => {
  const issues: Issue[] = []
  const items: Item[] = []
  let doubts = noDoubts
  for (const [at, value] of entries) {
    const item = readLine(read, value)
    if (E.isRight(item)) {
      items.push(item.right)
      const text = String(value)
      doubts = addDoubt(doubts, text, mayBeQuoted(text) ? undefined : at)
    } else issues.push({ at, problem: item.left })
    if (items.length > maxItems) return E.left(tooMany)
    if (issues.length >= maxIssues) return E.left([...issues, ...fileIssue('has more issues, which were not read')])
  }
  return issues.length > 0 ? E.left(issues) : E.right({ items, doubts })
}

const readJson = (read: ReadItem, text: string): Reading => {
  const shape = shapeOfJson(text)
  // The array itself is a value, too. Nesting that is too deep is an error of its own.
  if (shape.depth <= maxDepth && shape.values > maxItems + 1) return E.left(tooMany)
  return pipe(
    parseConfidentialJson(text, shape),
    E.mapLeft(fileIssue),
    // JSON that starts with a bracket is an array.
    E.flatMap(json => readAll(read, entriesOf(json as ReadonlyArray<unknown>))),
  )
}

const readText = (read: ReadItem, text: string): Reading => {
  const [first] = text.trimStart()
  if (first === '[') return readJson(read, text)
  return first === '{' || first === '"'
    ? E.left(fileIssue('expected a JSON array of strings, or one item per line'))
    : readAll(read, linesOf(text))
}

/**
 * Reads a file of items by the rules of a CDN: a JSON array of strings, or one item per line. Ignores empty lines and lines that start
 * with `//`; a `#` starts a tag. Reports up to 1,000 issues, each with its line (from 1) or index (from 0). They quote only entries that
 * start with `/` or `./`.
 */
export const readItemsFile =
  (rules: ItemRules, variables?: VariableRules) =>
  (content: Uint8Array): Reading =>
    pipe(
      decode(content),
      E.flatMap(text => readText(readItem(rules, variables), text)),
    )
