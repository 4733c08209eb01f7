import { options } from '../console/options.ts'
import { outsideQuotes } from '../console/words.ts'

/** Sentences that only make sense on a command line, and what they are in a workflow. They may contain quotes. */
const sentences: ReadonlyArray<readonly [RegExp, string]> = [
  [/^Invalid command line:/, 'Invalid inputs:'],
  [/\nRun "[^"\n]* --help" to see the options\./, ''],
  [
    /Set AWS_PROFILE or --profile, sign in with "aws sso login", or set/,
    'Run aws-actions/configure-aws-credentials in an earlier step, or set',
  ],
  [/To allow it, leave out --refuse-everything\./, 'To allow it, set allow-everything to true.'],
]

const name = options.map(option => option.name).join('|')

/** Phrases that mention options or arguments, and what they are with inputs. */
const phrases: ReadonlyArray<readonly [RegExp, string]> = [
  [/what the options ask for/g, 'what the inputs ask for'],
  [/The command is fine: run it again\./g, 'The inputs are fine: run the job again.'],
  [/Run the command again\./g, 'Run the job again.'],
  [/^- ITEM: /gm, '- items: '],
  [/at least one of ITEM,/g, 'at least one of items,'],
  [/takes two values: OLD NEW/g, 'takes two lines: OLD and NEW'],
  [/, or - for standard input/g, ''],
  [/; --output json has them all/g, ''],
  [/--cdn (?=\w)/g, 'the cdn '],
  [new RegExp(`(?<![^\\s(])--(?=(?:${name})(?:[\\s:;,.)]|$))`, 'g'), ''],
]

const replaced = (text: string, replacements: typeof phrases): string =>
  replacements.reduce((before, [pattern, words]) => before.replace(pattern, words), text)

/** A text of the command line in the words of a workflow: inputs instead of options. Quoted values do not change. */
export const inInputs = (text: string): string => outsideQuotes(replaced(text, sentences), part => replaced(part, phrases))
