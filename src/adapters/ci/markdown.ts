import { type Answered, titles } from './announcement.ts'
import { onOneLine } from './text.ts'

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Text as HTML code. Every character that Markdown could interpret is a character reference. */
const htmlCode = (text: string): string =>
  `<code>${text.replace(/[^\w\s/.-]/gu, character => entities[character] ?? `&#${character.codePointAt(0)};`)}</code>`

/**
 * Text as code that cannot end its code span or its table cell. https://github.github.com/gfm/#code-spans
 * Code spans have no escape for a backslash, and a pipe after one may end the cell.
 */
export const code = (text: string): string => {
  const line = onOneLine(text)
  if (line.includes('\\')) return htmlCode(line)
  const longest = Math.max(0, ...[...line.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const padding = longest > 0 ? ' ' : ''
  return `${fence}${padding}${line.replaceAll('|', '\\|')}${padding}${fence}`
}

/** A table. Its cells are Markdown. */
export const table = (heading: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string | number>>): string =>
  [heading, heading.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')

/** Text that Markdown shows unchanged, on one line. */
export const markdownText = (text: string): string => onOneLine(text).replace(/[\\`*_{}[\]<>#|!~&$]/g, '\\$&')

/** Characters of an answer's text that are shown, at most. Escaped, they have up to six bytes each. */
const maxText = 60_000

/** Links that are shown, at most. */
const maxLinks = 100

/** Text that starts no block, such as a list or a heading. */
const paragraph = (text: string): string =>
  markdownText(text)
    .trimStart()
    .replace(/^[-+=]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2')

/** A line of an answer. Those that start with a dash are entries of a list. */
const lineOf = (line: string): string => (line.startsWith('- ') ? `- ${paragraph(line.slice(2))}` : `\n${paragraph(line)}\n`)

/** A URL that cannot end its link. */
const target = (url: string): string => url.replace(/[()<>\s\\]/g, character => `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`)

/** An answer as Markdown. */
export const answerMarkdown = ({ level, text, links }: Answered): string => {
  const linked = links.slice(0, maxLinks).map(({ label, url }) => `- [${markdownText(label)}](${target(url)})`)
  const lines = text.slice(0, maxText).split('\n').map(lineOf)
  return `${[`### ${titles[level]}`, ...lines, '', ...linked].join('\n')}\n`
}
