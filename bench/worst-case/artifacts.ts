import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import { listEntries } from '../../src/adapters/zip/entries.ts'
import { openRemoteFile } from '../../src/adapters/zip/remote-file.ts'
import { openZip } from '../../src/adapters/zip/zip.ts'
import { maxEntries, maxNameBytes } from '../../src/domain/pipeline/artifact-entry.ts'
import { origin } from '../../test/support/builders/origins.ts'
import { generatedZip, partsOfContent } from '../../test/support/builders/zips.ts'
import { changesOf } from '../../test/support/by-cloudfront.ts'
import type { WorstCase } from './worst-case.ts'

/** Bytes of each name, if an artifact has the maximum number of entries and all names have the same length. */
const nameBytes = Math.floor(maxNameBytes / maxEntries)

const rules = { ...origin(), added: true }

type NameOf = (index: number) => string

/** Names of the same length in bytes, padded with a text. */
const names =
  (letter: string, fill: string, end: string): NameOf =>
  index => {
    const start = `${letter}${index}`.padEnd(9, '_')
    return `${start}${fill.repeat(Math.floor((nameBytes - start.length - end.length) / Buffer.byteLength(fill)))}${end}`
  }

const longNames =
  (letter: string): NameOf =>
  index =>
    `${letter}${index}`.padEnd(9, '_').padEnd(2_020, ' a').concat('/index.html')

const list = async (nameOf: NameOf, fingerprint: number, entries: number) => {
  const file = await openRemoteFile(partsOfContent(generatedZip(entries, nameOf, fingerprint)))
  return listEntries(file, await openZip(file))
}

const comparison = (name: string, before: NameOf, after: NameOf, queryStrings = false, entries: number = maxEntries): WorstCase => ({
  name: `\`changed\`: ${name}`,
  limit: '200,000 entries, names of 16 MiB',
  make: () => async () => {
    const [old, now] = [await list(before, 1, entries), await list(after, 2, entries)]
    return pipe(
      old,
      E.flatMap(earlier => E.map((current: typeof earlier) => changesOf({ ...rules, queryStrings }, earlier, current))(now)),
    )
  },
})

/** Artifacts at the limits, listed and compared. The CPU time includes generating them. */
export const cases: ReadonlyArray<WorstCase> = [
  comparison('every file modified', names('a', 'a', '.jpg'), names('a', 'a', '.jpg')),
  comparison('every file replaced by another', names('a', 'a', '.jpg'), names('b', 'a', '.jpg')),
  comparison('the same, with spaces in the names', names('a', ' ', '.jpg'), names('b', ' ', '.jpg')),
  comparison('the same, in Cyrillic', names('a', 'ж', '.jpg'), names('b', 'ж', '.jpg')),
  comparison('index documents with query strings', names('a', ' ', '/index.html'), names('b', ' ', '/index.html'), true),
  comparison('the same, with names of 2,031 characters', longNames('a'), longNames('b'), true, 8_200),
]
