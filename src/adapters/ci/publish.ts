import { appendFileSync, writeFileSync } from 'node:fs'
import type { CiReport } from './system.ts'
import { withoutCommands } from './text.ts'

const reasonOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown error')

/**
 * Writes the files of a report, and returns what to print on stderr. A file that cannot be written is a line there: the answer is the
 * same without it.
 */
export const publish = ({ stderr, files }: CiReport): string => {
  const problems = files.flatMap(({ path, text, mode }) => {
    try {
      if (mode === 'append') appendFileSync(path, text)
      else writeFileSync(path, text)
      return []
    } catch (error) {
      return [`${path} cannot be written: ${reasonOf(error)}. Only the CI system misses it.\n`]
    }
  })
  return `${withoutCommands(problems.join(''))}${stderr}`
}
