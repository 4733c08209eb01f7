import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './ministack.ts'

/** The first shell commands under a heading of a document, as they stand there. */
export const commandsUnder = (document: string, heading: string): string => {
  const [, section = ''] = readFileSync(join(root, document), 'utf8').split(`${heading}\n`)
  const block = /^(?<indent> *)```sh\n(?<commands>[\s\S]*?)\n *```$/m.exec(section)?.groups
  if (block === undefined) throw new Error(`${document} has no commands under ${heading}`)
  return (block['commands'] ?? '').replaceAll(new RegExp(`^${block['indent']}`, 'gm'), '')
}
