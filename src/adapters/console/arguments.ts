import { type ParseArgsOptionsConfig, parseArgs } from 'node:util'
import { closest } from 'fastest-levenshtein'
import * as E from 'fp-ts/lib/Either.js'
import { excerpt } from '../../domain/codec/excerpt.ts'
import type { Issue } from '../../domain/codec/issue.ts'
import { type ReporterName, reporterNames } from '../ci/systems.ts'
import { commands } from './help.ts'
import { type CdnName, type CommandName, cdnNames, type Format, formats, type Option, optionOf, options } from './options.ts'

/** The command line cannot be read. Every issue is listed. */
export interface UsageInvalid {
  readonly _tag: 'UsageInvalid'
  /** The command, as far as it is known. */
  readonly command: CommandName | undefined
  readonly issues: ReadonlyArray<Issue>
  /** How to print the issues. */
  readonly format: Format
  readonly reporter: ReporterName
}

/** The options that were given: the values of each, in order. A flag has an empty list. */
export type Values = ReadonlyMap<string, ReadonlyArray<string>>

/** A command with its arguments, before their values are decoded. */
export interface Command {
  readonly _tag: 'Command'
  readonly command: CommandName
  readonly positionals: ReadonlyArray<string>
  readonly values: Values
  readonly cdn: CdnName
  readonly format: Format
  readonly reporter: ReporterName
}

/** What the command line asks for. */
export type Request = Command | { readonly _tag: 'Help'; readonly command: CommandName | undefined } | { readonly _tag: 'Version' }

/** Writes each pair as two options with one value, which the parser can read. */
const withSplitPairs = (args: ReadonlyArray<string>): ReadonlyArray<string> => {
  const end = args.indexOf('--')
  const scanned = end === -1 ? args.length : end
  const result: string[] = []
  for (let index = 0; index < args.length; index += 1) {
    const arg = args[index] ?? ''
    const pair = index < scanned ? options.find(({ name, isPair }) => isPair && arg === `--${name}`) : undefined
    if (pair === undefined) {
      result.push(arg)
      continue
    }
    const values = args.slice(index + 1, Math.min(scanned, index + 3)).filter(value => !value.startsWith('-'))
    result.push(...(values.length === 0 ? [arg] : values.map(value => `${arg}=${value}`)))
    index += values.length
  }
  return result
}

const config: ParseArgsOptionsConfig = {
  ...Object.fromEntries(options.map(({ name, value }) => [name, { type: value === undefined ? 'boolean' : 'string' }])),
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean' },
}

/** An option as it was given. `rawName` has its dashes. */
interface OptionToken {
  readonly kind: 'option'
  readonly name: string
  readonly rawName: string
  readonly value: string | undefined
  readonly inlineValue: boolean | undefined
}

type Token = OptionToken | { readonly kind: 'positional'; readonly value: string } | { readonly kind: 'option-terminator' }

const tokensOf = (args: ReadonlyArray<string>): ReadonlyArray<Token> =>
  parseArgs({ args: [...withSplitPairs(args)], options: config, strict: false, tokens: true }).tokens

const isCommand = (text: string): text is CommandName => Object.hasOwn(commands, text)

const issue = (at: string, problem: string): ReadonlyArray<Issue> => [{ at, problem }]

const unknownOption = ({ rawName }: OptionToken, command: CommandName): ReadonlyArray<Issue> => {
  const known = options.filter(option => option.commands.includes(command)).map(({ name }) => `--${name}`)
  return issue(excerpt(rawName), `unknown option; did you mean ${closest(rawName, known)}?`)
}

/** The parser takes the next argument as the value, even if it looks like an option. */
const lacksValue = ({ value, inlineValue }: OptionToken): boolean => value === undefined || (!inlineValue && /^-./.test(value))

const tokenIssues = (token: OptionToken, command: CommandName): ReadonlyArray<Issue> => {
  const option = optionOf(token.name)
  if (option === undefined) return unknownOption(token, command)
  const at = `--${option.name}`
  if (!option.commands.includes(command)) return issue(at, `not an option of ${command}`)
  if (option.value === undefined) return token.value === undefined ? [] : issue(at, 'takes no value')
  return lacksValue(token) ? issue(at, `missing value; expected ${option.value}`) : []
}

const countIssues = (option: Option, count: number): ReadonlyArray<Issue> => {
  const at = `--${option.name}`
  if (option.isPair) return count === 2 ? [] : issue(at, `takes two values: ${option.value}`)
  return count > 1 && !option.isRepeatable ? issue(at, 'given more than once') : []
}

const valuesOf = (tokens: ReadonlyArray<OptionToken>): Values => {
  const values = new Map<string, ReadonlyArray<string>>()
  for (const { name, value } of tokens) values.set(name, [...(values.get(name) ?? []), ...(value === undefined ? [] : [value])])
  return values
}

const repeatedIssues = (tokens: ReadonlyArray<OptionToken>): ReadonlyArray<Issue> =>
  options.flatMap(option => {
    const given = tokens.filter(({ name, value }) => name === option.name && (option.value === undefined || value !== undefined))
    return given.length === 0 ? [] : countIssues(option, given.length)
  })

const requiring = (values: Values): ReadonlyArray<Issue> =>
  options.flatMap(({ name, key }) =>
    key?.startsWith('changed.') && values.has(name) && !values.has('changed') ? issue(`--${name}`, 'requires --changed') : [],
  )

/** The value of an option that is one of the known words; the first of them if it was not given. `noun` is what they are. */
const choice = <W extends string>(
  values: Values,
  name: string,
  known: readonly [W, ...ReadonlyArray<W>],
  noun: string,
): E.Either<ReadonlyArray<Issue>, W> => {
  const [text = known[0]] = values.get(name) ?? []
  const word = known.find(one => one === text)
  return word === undefined
    ? E.left(issue(`--${name}`, `${excerpt(text)} is not a ${noun}; choose one of ${known.join(', ')}`))
    : E.right(word)
}

const forOtherCdns = (values: Values, cdn: CdnName): ReadonlyArray<Issue> =>
  options.flatMap(({ name, cdns }) =>
    cdns === undefined || cdns.includes(cdn) || !values.has(name) ? [] : issue(`--${name}`, `requires --cdn ${cdns.join(' or ')}`),
  )

const readCommand = (
  command: CommandName,
  positionals: ReadonlyArray<string>,
  tokens: ReadonlyArray<OptionToken>,
): E.Either<UsageInvalid, Request> => {
  const values = valuesOf(tokens)
  if (values.has('help')) return E.right({ _tag: 'Help', command })
  const format = choice(values, 'output', formats[command], `format of ${command}`)
  const cdn = choice(values, 'cdn', cdnNames, 'CDN')
  const reporter = choice(values, 'reporter', reporterNames, 'reporter')
  const issues = [
    ...tokens.flatMap(token => tokenIssues(token, command)),
    ...repeatedIssues(tokens),
    ...requiring(values),
    ...(E.isLeft(cdn) ? cdn.left : forOtherCdns(values, cdn.right)),
    ...(E.isLeft(format) ? format.left : []),
    ...(E.isLeft(reporter) ? reporter.left : []),
  ]
  const output = {
    format: E.getOrElse((): Format => 'text')(format),
    reporter: E.getOrElse((): ReporterName => 'auto')(reporter),
  }
  return issues.length > 0 || E.isLeft(cdn)
    ? E.left({ _tag: 'UsageInvalid', command, issues, ...output })
    : E.right({ _tag: 'Command', command, positionals, values, cdn: cdn.right, ...output })
}

/** Reads the arguments of the command line: which command, and its options. Lists all issues. */
export const readArguments = (args: ReadonlyArray<string>): E.Either<UsageInvalid, Request> => {
  const tokens = tokensOf(args)
  const [first, ...positionals] = tokens.flatMap(token => (token.kind === 'positional' ? [token.value] : []))
  const given = tokens.filter(token => token.kind === 'option')
  if (given.some(({ name }) => name === 'version')) return E.right({ _tag: 'Version' })
  if (first === undefined && given.some(({ name }) => name === 'help')) return E.right({ _tag: 'Help', command: undefined })
  if (first !== undefined && isCommand(first)) return readCommand(first, positionals, given)
  const known = Object.keys(commands)
  const issues =
    first === undefined
      ? issue('COMMAND', `missing; expected ${known.join(', ')}`)
      : issue(excerpt(first), `unknown command; did you mean ${closest(first, known)}?`)
  const format = given.some(({ name, value }) => name === 'output' && value === 'json') ? 'json' : 'text'
  return E.left({ _tag: 'UsageInvalid', command: undefined, issues, format, reporter: 'auto' })
}
