import { execFileSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './ministack.ts'

/** Copies what a clone of the project would hold, with what is not committed yet. */
export const checkout = (folder: string): void => {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' })
  for (const file of files.split('\0').filter(name => name !== '')) cpSync(join(root, file), join(folder, file))
}
