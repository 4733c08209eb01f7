import { onOneLine } from '../console/terminal.ts'

/** Text as code that ends neither itself nor its cell of a table. https://github.github.com/gfm/#code-spans */
export const code = (text: string): string => {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length))
  const fence = '`'.repeat(longest + 1)
  const padding = longest > 0 ? ' ' : ''
  return `${fence}${padding}${onOneLine(text).replaceAll('|', '\\|')}${padding}${fence}`
}

/** A table. Its cells are Markdown. */
export const table = (heading: ReadonlyArray<string>, rows: ReadonlyArray<ReadonlyArray<string | number>>): string =>
  [heading, heading.map(() => '---'), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n')

/** Text that is shown as it is. */
export const markdownText = (text: string): string => text.replace(/[\\`*_{}[\]<>#|!]/g, '\\$&')
