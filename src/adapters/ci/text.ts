/** A text without control characters, so that it stays on its line. */
export const onOneLine = (text: string): string => text.replace(/\p{Cc}/gu, ' ')

/** A text without invisible characters, whose only control characters are line breaks. */
export const visible = (text: string): string => text.replace(/[^\P{Cc}\n]/gu, ' ').replace(/[\p{Cf}\p{DI}]/gu, '')

/**
 * A text in which no CI system finds a command, such as `::set-output`, `##[group]` or `##vso[task.complete]`. Their agents read both
 * output streams. GitHub's looks for `::` at the start of a line after white space, and for `##[` anywhere in it, as Azure's does for
 * `##vso[`. Their comparisons are linguistic, and ignore invisible characters. GitLab's section marks need control characters.
 * https://github.com/actions/runner/blob/main/src/Runner.Common/ActionCommand.cs
 * https://github.com/microsoft/azure-pipelines-agent/blob/master/src/Microsoft.VisualStudio.Services.Agent/Command.cs
 */
export const withoutCommands = (text: string): string =>
  visible(text)
    .replace(/^([^\S\n\u2028\u2029]*):(?=:)/gm, '$1: ')
    .replace(/##(?=\[|vso\[)/gi, '# #')

const escaped = (characters: string): string =>
  Array.from({ length: characters.length }, (_, index) => `\\u${characters.charCodeAt(index).toString(16).padStart(4, '0')}`).join('')

/** A value as one line of JSON, in which no CI system finds a command and which `withoutCommands` does not change. */
export const jsonLine = (value: object): string =>
  `${JSON.stringify(value).replace(/#(?=#)|[\p{Cf}\p{DI}\u007f-\u009f\u2028\u2029]/gu, escaped)}\n`

/** As many of the values as fit, separated by commas. None is cut. */
export const joinedWithin = (values: ReadonlyArray<string>, maxLength: number): string => {
  let joined = ''
  for (const value of values) {
    const next = joined === '' ? value : `${joined},${value}`
    if (next.length > maxLength) return joined
    joined = next
  }
  return joined
}

/** As many lines of a text as fit into a number of bytes. None is cut. */
export const linesWithin = (text: string, maxBytes: number): string => {
  if (Buffer.byteLength(text) <= maxBytes) return text
  const more = '\n\n…\n'
  let bytes = Buffer.byteLength(more)
  const kept: string[] = []
  for (const line of text.split('\n')) {
    bytes += Buffer.byteLength(line) + 1
    if (bytes > maxBytes) break
    kept.push(line)
  }
  return `${kept.join('\n')}${more}`
}
