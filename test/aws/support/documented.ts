import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './ministack.ts'

/** The shell commands under a heading of a document, unchanged. `block` is the index of the code block. */
export const commandsUnder = (document: string, heading: string, block = 0): string => {
  const [, section = ''] = readFileSync(join(root, document), 'utf8').split(`${heading}\n`)
  const blocks = [...section.matchAll(/^(?<indent> *)```sh\n(?<commands>[\s\S]*?)\n *```$/gm)]
  const { indent, commands } = blocks[block]?.groups ?? {}
  if (commands === undefined) throw new Error(`${document} has no commands under ${heading}`)
  return commands.replaceAll(new RegExp(`^${indent}`, 'gm'), '')
}
