import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import type { CdnCapabilities } from '../../domain/cdn/capabilities.ts'
import { excerpt } from '../../domain/codec/excerpt.ts'
import type { Issue } from '../../domain/codec/issue.ts'
import { type JobSpec, readJobSpec } from '../../domain/parameters/job-spec.ts'
import type { Command, Values } from './arguments.ts'
import { callIssues } from './call-options.ts'
import { capabilities } from './capabilities.ts'
import { type Option, options } from './options.ts'
import { inOptions, optionAt } from './words.ts'

/** Two directories or ZIP files: the site that is served, and the one that replaces it. */
export interface Sites {
  readonly before: string
  readonly after: string
}

/** The job that the command line asks for, before its files are read. */
export interface JobCommand {
  readonly spec: JobSpec
  /** A file with more items; `-` is standard input. */
  readonly pathsFrom: string | undefined
  readonly sites: Sites | undefined
  /** Whether the command names a target. A plan needs none. */
  readonly hasTarget: boolean
}

const number = /^\d{1,15}$/

/** Options whose values nothing else checks before they are used. A variable that is not set leaves them empty. */
const unchecked = ['paths-from', 'changed', 'profile', 'region']

const emptyIssues = (values: Values): ReadonlyArray<Issue> =>
  unchecked.flatMap(name => (values.get(name)?.includes('') ? [{ at: `--${name}`, problem: 'is empty' }] : []))

/** Issues with values that are not passed on to the codecs of a job. */
const ownIssues = (values: Values, cdn: CdnCapabilities): ReadonlyArray<Issue> => [
  ...options.flatMap(({ name, isNumber }) => {
    const [text] = isNumber ? (values.get(name) ?? []) : []
    return text === undefined || number.test(text) ? [] : [{ at: `--${name}`, problem: `expected a whole number, got ${excerpt(text)}` }]
  }),
  ...emptyIssues(values),
  ...callIssues(values, cdn),
]

const decodedValue = ({ value, isNumber, isRepeatable }: Option, given: ReadonlyArray<string>): unknown => {
  if (value === undefined) return true
  if (isRepeatable) return given
  return isNumber ? Number(given[0]) : given[0]
}

/** A name instead of those that a pipeline has. */
const placeholder = 'local'

/** What `itemsFrom` and `changed` of a pipeline's job hold, besides what the options set. */
const fixed = {
  itemsFrom: `${placeholder}::file`,
  changed: { artifact: placeholder, pipeline: placeholder, stage: placeholder, action: placeholder },
}

const parametersOf = ({ positionals, values }: Command, targets: object): object => {
  const set = (prefix: string): object =>
    Object.fromEntries(
      options.flatMap(option => {
        const given = values.get(option.name)
        const { key } = option
        if (given === undefined || key === undefined || !key.startsWith(prefix) || key.slice(prefix.length).includes('.')) return []
        if (option.isNumber && !number.test(given[0] ?? '')) return []
        return [[key.slice(prefix.length), decodedValue(option, given)]]
      }),
    )
  return {
    ...targets,
    ...set(''),
    ...(positionals.length > 0 && { items: positionals }),
    ...(values.has('paths-from') && { itemsFrom: fixed.itemsFrom }),
    ...(values.has('changed') && { changed: { ...fixed.changed, ...set('changed.') } }),
  }
}

/** A target and a host that could exist. A plan calls neither. */
const anyTarget = ({ parameters: { target, host } }: CdnCapabilities): object => ({
  [target.key]: target.example,
  ...(host && { [host.key]: host.example }),
})

/** Whether an option names a target of this CDN. */
const namesTarget = (values: Values, { parameters: { target } }: CdnCapabilities): boolean =>
  options.some(({ key, name }) => key === target.key && values.has(name))

const anyName = { pattern: /^\w+$/, allowed: 'a word' }

const sitesOf = (values: Values): Sites | undefined => {
  const [before, after] = values.get('changed') ?? []
  return before === undefined || after === undefined ? undefined : { before, after }
}

/**
 * Decodes the options of `invalidate` and `plan` with the codecs of a pipeline's job. Lists all issues, under the names of the options.
 */
export const readJobCommand =
  (cdn: CdnCapabilities) =>
  (command: Command): E.Either<ReadonlyArray<Issue>, JobCommand> => {
    const { values } = command
    const ci = { ...capabilities, keeps: { artifactName: anyName, actionName: anyName } }
    const parameters = parametersOf(command, command.command === 'plan' ? anyTarget(cdn) : {})
    const own = ownIssues(values, cdn)
    return pipe(
      readJobSpec(cdn, ci)(JSON.stringify(parameters)),
      E.mapLeft(({ issues }) => issues.map(({ at, problem }) => ({ at: optionAt(at), problem: inOptions(problem) }))),
      E.match(
        issues => E.left([...own, ...issues]),
        spec =>
          own.length > 0
            ? E.left(own)
            : E.right({
                spec: { ...spec, allowsEverything: !values.has('refuse-everything') },
                pathsFrom: values.get('paths-from')?.[0],
                sites: sitesOf(values),
                hasTarget: namesTarget(values, cdn),
              }),
      ),
    )
  }

/** The invalidation that `status` asks for. */
export interface StatusCommand {
  readonly targetId: string
  readonly invalidationId: string
  readonly credentials: JobSpec['credentials']
}

/** Characters of an id, at most. */
const invalidationId = /^[\w-]{1,64}$/

const idIssues = (positionals: ReadonlyArray<string>): ReadonlyArray<Issue> => {
  const [id, ...others] = positionals
  const at = 'INVALIDATION_ID'
  if (id === undefined) return [{ at, problem: 'missing; one looks like I1JLWSDAP8FU89' }]
  if (others.length > 0) return [{ at, problem: 'give exactly one' }]
  return invalidationId.test(id) ? [] : [{ at, problem: `${excerpt(id)} is not the id of an invalidation` }]
}

/** Decodes the options of `status`. Lists all issues, under the names of the options. */
export const readStatusCommand =
  (cdn: CdnCapabilities) =>
  (command: Command): E.Either<ReadonlyArray<Issue>, StatusCommand> => {
    const { positionals } = command
    if (cdn.completion === undefined)
      return E.left([{ at: '--cdn', problem: `${cdn.name} does not report when an invalidation is complete` }])
    const own = idIssues(positionals)
    return pipe(
      readJobCommand(cdn)({ ...command, positionals: ['/*'] }),
      E.match(
        issues => E.left([...own, ...issues]),
        ({ spec: { targetIds, credentials } }) => {
          const [id = ''] = positionals
          const several = targetIds.length > 1 ? [{ at: optionAt(cdn.parameters.target.key), problem: 'give exactly one' }] : []
          const issues = [...own, ...several]
          return issues.length > 0 ? E.left(issues) : E.right({ targetId: targetIds[0], invalidationId: id, credentials })
        },
      ),
    )
  }
