import { options } from './options.ts'

/** A quoted value. Only the phrases around it may be replaced. */
const quoted = /("(?:[^"\\]|\\.)*")/

/** Phrases that only make sense for a function in a pipeline, and what they are here. */
const phrases: ReadonlyArray<readonly [RegExp, string]> = [
  [/at least one of items, itemsFrom, changed/g, 'at least one of ITEM, --paths-from, --changed'],
  [/The parameters are fine: retry the action\./g, 'The command is fine: run it again.'],
  [/Retry the action\./g, 'Run the command again.'],
  [/the credentials of the function/g, 'your credentials'],
  [/The invocation ended before/g, 'The command ended before'],
  [/in the account that this function calls/g, 'in the account of your credentials'],
  [/this function's role/g, 'the identity of your credentials'],
  [/That role's trust policy/g, "The role's trust policy"],
  [/a folder in the artifact/g, 'a folder'],
  [/The job does not allow that\./g, 'To allow it, leave out --refuse-everything.'],
  [/must not match in exclude/g, 'must not match in --exclude'],
  [/what options ask for/g, 'what the options ask for'],
  [/^- items: /gm, '- ITEM: '],
  [/: no selected file changed since this action last succeeded/g, ': no selected file differs'],
]

/** The keys of parameters that messages name, and their options. */
const keys = options.flatMap(
  ({ key, name }): ReadonlyArray<readonly [RegExp, string]> =>
    key !== undefined && /[A-Z]/.test(key) ? [[new RegExp(`\\b${key}\\b`, 'g'), `--${name}`]] : [],
)

/** The same for keys that are common words: only where one starts an entry of a list. */
const leadingKeys = options.flatMap(
  ({ key, name }): ReadonlyArray<readonly [RegExp, string]> =>
    key === undefined ? [] : [[new RegExp(`^- ${key.replace('.', '\\.')}: `, 'gm'), `- --${name}: `]],
)

const replacements = [...phrases, ...leadingKeys, ...keys]

const inOwnWords = (text: string): string => replacements.reduce((before, [pattern, words]) => before.replace(pattern, words), text)

/** A text whose parts outside quoted values are replaced. */
export const outsideQuotes = (text: string, replaced: (part: string) => string): string =>
  text
    .split(quoted)
    .map((part, index) => (index % 2 === 1 ? part : replaced(part)))
    .join('')

/** A message of the job in the terms of the command line: options instead of parameters. Quoted values do not change. */
export const inOptions = (message: string): string => outsideQuotes(message, inOwnWords)

/** The option or argument that an issue with a job's parameters is about. `at` is a path of keys, such as `changed.include.0`. */
export const optionAt = (at: string): string => {
  const path = at.replace(/\.\d+$/, '')
  if (path === 'items') return 'ITEM'
  const option = options.find(({ key }) => key === path)
  return option === undefined ? path : `--${option.name}`
}
