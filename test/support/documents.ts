import { readdirSync, readFileSync } from 'node:fs'

const root = new URL('../../', import.meta.url)

/** Folders of dependencies, build output and tools. Their Markdown is not part of the project. */
const skipped = /(?:^|\/)(?:node_modules|dist|coverage|reports|\.(?!github\/)[^/]+)\//

/** Every Markdown file of the project, as a path relative to the root. */
export const documents: ReadonlyArray<string> = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .map(file => file.replaceAll('\\', '/'))
  .filter(file => file.endsWith('.md') && !skipped.test(file))
  .toSorted()

/** The content of every code block in a language. Blocks within lists are unindented. */
export const blocksOf = (document: string, language: string): ReadonlyArray<string> => {
  const fences = new RegExp(`^(?<indent> *)\`\`\`${language}\\n(?<content>[\\s\\S]*?)^ *\`\`\`$`, 'gm')
  return [...readFileSync(new URL(document, root), 'utf8').matchAll(fences)].map(({ groups: { indent = '', content = '' } = {} }) =>
    content.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  )
}
