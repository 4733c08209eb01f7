import { execFileSync } from 'node:child_process'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './ministack.ts'

/** Copies all files of the project that are not ignored, including uncommitted ones. */
export const checkout = (folder: string): void => {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', '-z'], { cwd: root, encoding: 'utf8' })
  for (const file of files.split('\0').filter(name => name !== '')) cpSync(join(root, file), join(folder, file))
}
