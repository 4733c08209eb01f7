import { readItemsFile } from '../../test/support/by-cloudfront.ts'
import type { WorstCase } from './worst-case.ts'

const fileBytes = 32 * 1024 * 1024

const ofFile = (name: string, limit: string, text: () => string): WorstCase => ({
  name: `\`itemsFrom\`: ${name}`,
  limit,
  make: () => {
    const content = Buffer.from(text())
    return () => readItemsFile(content)
  },
})

/** A JSON array that repeats a value until the file is full. */
const jsonOf = (value: string): string => `[${`${value},`.repeat(Math.floor(fileBytes / (value.length + 1)) - 1)}${value}]`

const lineOf = (line: string): string => `${line}\n`.repeat(Math.floor(fileBytes / (line.length + 1)))

/** Hostile and merely large input files. */
export const cases: ReadonlyArray<WorstCase> = [
  ofFile('JSON of 16 million nested arrays', '32 MiB', () => '['.repeat(fileBytes / 2) + ']'.repeat(fileBytes / 2)),
  ofFile('JSON of 6.7 million nested objects', '32 MiB', () => `[${'{"a":'.repeat(fileBytes / 5 - 1)}`),
  ofFile('JSON of 16 million numbers', '32 MiB', () => jsonOf('0')),
  ofFile('JSON of 11 million empty arrays', '32 MiB', () => jsonOf('[]')),
  ofFile('JSON of 11 million empty strings', '32 MiB', () => jsonOf('""')),
  ofFile('JSON of 10,000 long strings with escapes', '32 MiB', () => jsonOf(`"/${'\\u00e9'.repeat(555)}"`)),
  ofFile('JSON of one long string', '32 MiB', () => `["/${'a'.repeat(fileBytes - 5)}"]`),
  ofFile('JSON that is cut off', '32 MiB', () => `["${'/'.repeat(fileBytes - 2)}`),
  ofFile('one long line', '32 MiB', () => `/${' '.repeat(fileBytes - 1)}`),
  ofFile('16 million empty lines', '32 MiB', () => lineOf('')),
  ofFile('16 million wrong lines', '32 MiB', () => lineOf('~')),
  ofFile('200,000 items of 166 characters', '200,000 items', () =>
    Array.from({ length: 200_000 }, (_, index) => `/${'é'.repeat(80)}${index}`).join('\n'),
  ),
]
