import { appendFileSync, writeFileSync } from 'node:fs'
import type { CiReport } from './system.ts'
import { withoutCommands } from './text.ts'

const reasonOf = (error: unknown): string => (error instanceof Error && 'code' in error ? String(error.code) : 'unknown error')

/**
 * Writes the files of a report, and returns what to print on stderr. For a file that cannot be written, this is a
 * message: the answer does not depend on it.
 */
export const publish = ({ stderr, files }: CiReport): string => {
  const problems = files.flatMap(({ path, text, mode }) => {
    try {
      if (mode === 'append') appendFileSync(path, text)
      else writeFileSync(path, text)
      return []
    } catch (error) {
      return [`${path} cannot be written: ${reasonOf(error)}. The CI system does not show the result; nothing else changes.\n`]
    }
  })
  return `${withoutCommands(problems.join(''))}${stderr}`
}
