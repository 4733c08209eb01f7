import * as E from 'fp-ts/lib/Either.js'
import { excerpt } from '../../domain/codec/excerpt.ts'
import type { Issue } from '../../domain/codec/issue.ts'
import type { Environment } from '../ci/system.ts'
import { meaningOf } from '../console/help.ts'
import { type Option, options } from '../console/options.ts'
import { inInputs } from './words.ts'

/** An input of the action, as action.yml declares it. */
export interface Input {
  readonly name: string
  readonly description: string
  readonly default?: string
}

/** Options that are not inputs: the environment sets them, or the action does. */
const omitted: ReadonlyArray<string> = ['profile', 'endpoint-url', 'output', 'reporter', 'refuse-everything', 'help']

const optionInputs = options.filter(({ name, commands }) => commands.includes('invalidate') && !omitted.includes(name))

const formOf = ({ value, isPair, isRepeatable }: Option): string => {
  if (value === undefined) return ' true or false.'
  if (isPair) return ` Two lines: ${value.replace(' ', ' and ')}.`
  return isRepeatable ? ' One per line, or a JSON array.' : ''
}

/** The description of an option in the words of inputs. */
const descriptionOf = (option: Option): string => `${inInputs(meaningOf(option))}${formOf(option)}`

const command = 'command'
const items = 'items'
const allowEverything = 'allow-everything'

/** The inputs of the action: the options of the command line, its items, and what the action adds. */
export const inputs: ReadonlyArray<Input> = [
  { name: command, description: 'invalidate, or plan: show in the job summary what invalidate would do.', default: 'invalidate' },
  { name: items, description: 'Paths, wildcards (/img/*) and cache tags (#product-1). One per line, or a JSON array.' },
  ...optionInputs.map(option => ({ name: option.name, description: descriptionOf(option) })),
  { name: allowEverything, description: 'Allow invalidating everything (/*). true or false.', default: 'false' },
]

/** How the runner names the variable of an input: in upper case, with its hyphens. */
const textOf = (environment: Environment, name: string): string => environment[`INPUT_${name.toUpperCase()}`]?.trim() ?? ''

type Read<A> = E.Either<ReadonlyArray<Issue>, A>

const isTexts = (value: unknown): value is ReadonlyArray<string> => Array.isArray(value) && value.every(one => typeof one === 'string')

/** The strings of a JSON array, as other steps write lists; `undefined` for any other text, such as `[slug].html`. */
const jsonArray = (text: string): ReadonlyArray<string> | undefined => {
  const read = E.tryCatch((): unknown => JSON.parse(text), String)
  return E.isRight(read) && isTexts(read.right) ? read.right : undefined
}

/**
 * The entries of a list: those of a JSON array, or its lines without empty ones and comments. Inputs are text, so a list of YAML inside would
 * be read as text, too.
 */
const list = (environment: Environment, name: string): Read<ReadonlyArray<string>> => {
  const text = textOf(environment, name)
  const array = jsonArray(text)
  if (array !== undefined) return E.right(array)
  const lines = text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('//'))
  const dashed = lines.find(line => line.startsWith('- '))
  return dashed === undefined
    ? E.right(lines)
    : E.left([{ at: name, problem: `${excerpt(dashed)} starts with "- "; write one per line, without dashes` }])
}

/** YAML's booleans. */
const booleans: ReadonlyMap<string, boolean> = new Map([
  ['true', true],
  ['false', false],
  ['', false],
])

const flag = (environment: Environment, name: string): Read<boolean> => {
  const text = textOf(environment, name)
  const value = booleans.get(text.toLowerCase())
  return value === undefined ? E.left([{ at: name, problem: `expected true or false, got ${excerpt(text)}` }]) : E.right(value)
}

const argumentsOfOption = (environment: Environment, { name, value, isPair, isRepeatable }: Option): Read<ReadonlyArray<string>> => {
  if (value === undefined) return E.map((isSet: boolean) => (isSet ? [`--${name}`] : []))(flag(environment, name))
  const values = isPair || isRepeatable ? list(environment, name) : E.right([textOf(environment, name)].filter(given => given !== ''))
  return E.map((texts: ReadonlyArray<string>) => texts.map(given => `--${name}=${given}`))(values)
}

const commandOf = (environment: Environment): Read<string> => {
  const text = textOf(environment, command) || 'invalidate'
  return text === 'invalidate' || text === 'plan'
    ? E.right(text)
    : E.left([{ at: command, problem: `expected invalidate or plan, got ${excerpt(text)}` }])
}

/**
 * The arguments of the command line that the inputs stand for. A plan ignores the inputs that are for calls only, so that both commands can
 * have the same ones. Checks the values, because GitHub checks none. Lists all issues.
 */
export const argumentsOf = (environment: Environment): Read<ReadonlyArray<string>> => {
  const name = commandOf(environment)
  const allows = flag(environment, allowEverything)
  const given = optionInputs.map(option => ({ option, read: argumentsOfOption(environment, option) }))
  const lines = list(environment, items)
  const issues = [name, allows, lines, ...given.map(({ read }) => read)].flatMap(read => (E.isLeft(read) ? read.left : []))
  if (E.isLeft(name) || E.isLeft(allows) || E.isLeft(lines) || issues.length > 0) return E.left(issues)
  const ofCommand = given.filter(({ option }) => option.commands.some(command => command === name.right))
  const values = ofCommand.flatMap(({ read }) => (E.isRight(read) ? read.right : []))
  const refusal = allows.right ? [] : ['--refuse-everything']
  return E.right([name.right, '--reporter=github', ...refusal, ...values, '--', ...lines.right])
}
