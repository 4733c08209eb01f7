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

/** The table rows of a section that start with code, each as its cells in code. */
export const codeRowsIn = (document: string, heading: string): ReadonlyArray<ReadonlyArray<string>> => {
  const [, section = ''] = readFileSync(new URL(document, root), 'utf8').split(`## ${heading}\n`)
  const [tables = ''] = section.split(/^## /m)
  return [...tables.matchAll(/^\| `.*$/gm)].map(([row]) => [...row.matchAll(/`([^`]*)`/g)].map(([, cell = '']) => cell))
}

/** The sources in folders of `src/adapters`, with `…` for the holes of their templates. */
export const adapterSources = (...folders: ReadonlyArray<string>): string =>
  folders
    .flatMap(folder => {
      const path = new URL(`src/adapters/${folder}/`, root)
      return readdirSync(path).map(file => readFileSync(new URL(file, path), 'utf8'))
    })
    .join('\n')
    .replace(/\$\{[^{}]*\}/g, '…')

/** The content between the markers of a generated part of a document; empty if there are none. */
export const generatedIn = (document: string, name: string): string =>
  new RegExp(`<!-- ${name} -->\n([\\s\\S]*?)\n?<!-- /${name} -->`).exec(readFileSync(new URL(document, root), 'utf8'))?.[1] ?? ''
