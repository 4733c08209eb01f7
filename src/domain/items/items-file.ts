import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { expected } from '../codec/decoder.ts'
import type { Mistake } from '../codec/mistake.ts'
import { parseJson } from '../codec/parse-json.ts'
import { type Item, readItem } from './item.ts'

type Reading = E.Either<ReadonlyArray<Mistake>, ReadonlyArray<Item>>

interface Entry {
  readonly at: string
  readonly value: unknown
}

const decode = (content: Uint8Array): E.Either<ReadonlyArray<Mistake>, string> =>
  E.tryCatch(
    () => new TextDecoder('utf-8', { fatal: true }).decode(content),
    () => [{ at: 'the file', problem: 'is not UTF-8' }],
  )

const isLeftOut = (line: string): boolean => line.trim() === '' || line.startsWith('//')

const linesOf = (text: string): ReadonlyArray<Entry> =>
  text
    .split(/\r?\n/)
    .map((line, index) => ({ at: `line ${index + 1}`, value: line }))
    .filter(({ value }) => !isLeftOut(value))

const entriesOf = (text: string): E.Either<ReadonlyArray<Mistake>, ReadonlyArray<Entry>> => {
  if (!text.trimStart().startsWith('[')) return E.right(linesOf(text))
  return pipe(
    parseJson(text),
    E.bimap(
      problem => [{ at: 'the file', problem }],
      // JSON that begins with a bracket is an array.
      json => (json as ReadonlyArray<unknown>).map((value, index) => ({ at: `[${index}]`, value })),
    ),
  )
}

const readAll = (entries: ReadonlyArray<Entry>): Reading => {
  const mistakes: Mistake[] = []
  const items: Item[] = []
  for (const { at, value } of entries) {
    const item = typeof value === 'string' ? readItem(value) : E.left(expected('a string', value))
    if (E.isLeft(item)) mistakes.push({ at, problem: item.left })
    else items.push(item.right)
  }
  return mistakes.length > 0 ? E.left(mistakes) : E.right(items)
}

/**
 * Reads a file of items: a JSON array of strings, or one item a line. Of lines, empty ones and those that begin with `//` are
 * left out; a `#` begins a tag. Every mistake is told, by its line (from 1) or its index (from 0).
 */
export const readItemsFile = (content: Uint8Array): Reading => pipe(decode(content), E.flatMap(entriesOf), E.flatMap(readAll))
