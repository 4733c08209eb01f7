import { exitCodeMeanings, exitCodes } from './exit-codes.ts'
import { type CommandName, cdnNames, formats, type Option, type OptionGroup, options } from './options.ts'

/** The name of the program. */
export const program = 'cloudfront-invalidator'

/** What each command is for, and how it is called. */
export const commands: Readonly<Record<CommandName, { readonly usage: string; readonly description: string }>> = {
  invalidate: {
    usage: 'invalidate [ITEM...] --distribution ID [options]',
    description: 'Invalidate paths, wildcards (/img/*) and cache tags (#product-1).',
  },
  plan: {
    usage: 'plan [ITEM...] [options]',
    description: 'Show what invalidate would send, what else that flushes, and the cost. Calls nothing and needs no credentials.',
  },
  status: {
    usage: 'status INVALIDATION_ID --distribution ID [options]',
    description: 'Show whether an invalidation is complete.',
  },
}

const groups: ReadonlyArray<OptionGroup> = ['CDN', 'What to invalidate', 'How', 'AWS', 'Output']

const namesOf = Object.keys(commands) as ReadonlyArray<CommandName>

/** An option as users write it. */
export const written = ({ name, value }: Option): string => (value === undefined ? `--${name}` : `--${name} ${value}`)

/** Columns of the help. */
const width = 80

/** Column at which descriptions start. */
const indent = 26

/** Breaks a text into lines of at most `columns` characters. */
const wrapped = (text: string, columns: number): ReadonlyArray<string> =>
  (text.match(new RegExp(`.{1,${columns}}(?= |$)`, 'g')) ?? []).map(line => line.trimStart())

const row = (name: string, description: string): string =>
  wrapped(description, width - indent)
    .map((line, index) => `${(index === 0 ? `  ${name}` : '').padEnd(indent)}${line}`)
    .join('\n')

const codeRows = (): ReadonlyArray<string> =>
  Object.entries(exitCodes).map(([name, code]) => row(String(code), exitCodeMeanings[name as keyof typeof exitCodes]))

const section = (heading: string, rows: ReadonlyArray<string>): string => `${heading}:\n${rows.join('\n')}`

/** What an option means, and which CDNs it requires, unless the default is one of them. */
export const meaningOf = ({ description, cdns }: Option): string =>
  cdns === undefined || cdns.includes(cdnNames[0]) ? description : `Requires --cdn ${cdns.join(' or ')}: ${description}`

const withRepetition = (option: Option): string => `${meaningOf(option)}${option.isRepeatable ? ' Repeat it for several.' : ''}`

/** The formats of all commands are in the documentation; the help of a command has its own. `status` is about one target. */
const meaningFor = (option: Option, command: CommandName): string => {
  if (option.name === 'output') return `One of ${formats[command].join(', ')}. Default: text.`
  return command === 'status' ? meaningOf(option) : withRepetition(option)
}

const optionSections = (command: CommandName): ReadonlyArray<string> =>
  groups.flatMap(group => {
    const rows = options
      .filter(option => option.group === group && option.commands.includes(command))
      .map(option => row(written(option), meaningFor(option, command)))
    return rows.length === 0 ? [] : [section(group, rows)]
  })

const overview = (): string =>
  [
    `Usage: ${program} COMMAND [options]`,
    section(
      'Commands',
      namesOf.map(name => row(name, commands[name].description)),
    ),
    section('Options', [row('--help', 'Show this help, or that of a command.'), row('--version', 'Show the version.')]),
    section('Exit codes', codeRows()),
  ].join('\n\n')

const commandHelp = (name: CommandName): string =>
  [
    `Usage: ${program} ${commands[name].usage}`,
    wrapped(commands[name].description, width).join('\n'),
    ...optionSections(name),
    section('Exit codes', codeRows()),
  ].join('\n\n')

/** The help of a command, or of the whole program. */
export const help = (command: CommandName | undefined): string => `${command === undefined ? overview() : commandHelp(command)}\n`

/** The options as a Markdown table, for the documentation. */
export const optionsTable = (): string =>
  [
    '| option | commands | meaning |',
    '| --- | --- | --- |',
    ...options.map(
      option => `| \`${written(option)}\` | ${option.commands.join(', ')} | ${withRepetition(option).replaceAll('*', '\\*')} |`,
    ),
  ].join('\n')

/** The exit codes as a Markdown table, for the documentation. */
export const exitCodesTable = (): string =>
  [
    '| code | meaning |',
    '| --- | --- |',
    ...Object.entries(exitCodes).map(([name, code]) => `| ${code} | ${exitCodeMeanings[name as keyof typeof exitCodes]} |`),
  ].join('\n')
