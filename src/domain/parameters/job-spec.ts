import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as RNEA from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import * as S from 'fp-ts/lib/string.js'
import type { TypeOf } from 'io-ts'
import type { Role } from '../cdn/caller.ts'
import { expected } from '../codec/decoder.ts'
import { type Issue, repeatedKeyIssues, toIssues } from '../codec/issue.ts'
import { parseJson } from '../codec/parse-json.ts'
import { isJsonObject } from '../codec/strict-object.ts'
import type { Item } from '../items/item.ts'
import { defaultIndexDocuments, type SiteRules } from '../site/rules.ts'
import type { Changed } from './changed.ts'
import type { ParametersInvalid } from './parameters-invalid.ts'
import { UserParameters } from './user-parameters.ts'

/** A file in one of the action's input artifacts. */
export interface ItemsFrom {
  readonly artifact: string
  readonly path: string
}

/** Which files' paths are invalidated, of those that differ between an artifact and the one before it. */
export interface ChangedSpec extends SiteRules {
  /** Which of the action's input artifacts. */
  readonly artifact: string
  /** This action itself, as the CI system's history names it: an event does not tell. */
  readonly pipeline: string
  readonly stage: string
  readonly action: string
  /** Whether files that are new are invalidated, too. */
  readonly added: boolean
  /** Paths and wildcards that should not be invalidated along with what changed. */
  readonly protect: ReadonlyArray<Item>
}

/** What a job asks for, validated: no distribution twice, items as they will be sent. */
export interface JobSpec {
  readonly targetIds: RNEA.ReadonlyNonEmptyArray<string>
  readonly items: ReadonlyArray<Item>
  /** More items, in a file of an input artifact. */
  readonly itemsFrom: ItemsFrom | undefined
  /** Paths and tags on each distribution, at most; more are merged. */
  readonly maxPaths: number | undefined
  /** The paths of what changed since this action last succeeded. */
  readonly changed: ChangedSpec | undefined
  readonly role: Role | undefined
  /** Answer only when the CDN says that all is complete. */
  readonly waitForCompletion: boolean
  /** What to answer when that takes longer than the timeout. */
  readonly onWaitTimeout: 'succeed' | 'fail'
  /** How long to keep trying and waiting, from the job's beginning. */
  readonly timeoutMinutes: number
  readonly dryRun: boolean
}

const root = 'UserParameters'
const example = '{"distributionId": "E2QWRUHAPOMQZL", "items": ["/*"]}'

const one = (problem: string): ParametersInvalid => ({ _tag: 'ParametersInvalid', issues: [{ at: root, problem }] })

const variableHint = 'A pipeline variable (#{…}) whose value holds a quote, a backslash or a line break also breaks the JSON around it.'

const parse = (text: string): E.Either<ParametersInvalid, unknown> =>
  pipe(
    parseJson(text),
    E.mapLeft(problem => one(`${problem}. Expected an object such as ${example}. ${variableHint}`)),
  )

const readText = (parameters: unknown): E.Either<ParametersInvalid, string> =>
  typeof parameters === 'string'
    ? E.right(parameters)
    : E.left(one(expected(`a string that holds a JSON object such as ${example}`, parameters)))

/** Mistakes that lie in which keys there are, so that they are told together with those inside the values. */
const keyIssues = (parameters: unknown, text: string): ReadonlyArray<Issue> => {
  if (!isJsonObject(parameters)) return []
  const has = (key: string): boolean => Object.hasOwn(parameters, key)
  const nothingToInvalidate = !['items', 'itemsFrom', 'changed'].some(has)
  const idWithoutRole = has('externalId') && !has('roleArn')
  return [
    ...repeatedKeyIssues(text),
    ...(nothingToInvalidate ? [{ at: 'items', problem: 'missing; give at least one of items, itemsFrom, changed' }] : []),
    ...(idWithoutRole ? [{ at: 'externalId', problem: 'has no use without roleArn' }] : []),
  ]
}

const decode =
  (text: string) =>
  (parameters: unknown): E.Either<ParametersInvalid, TypeOf<typeof UserParameters>> => {
    const decoded = UserParameters.decode(parameters)
    const issues = [...(E.isLeft(decoded) ? toIssues(decoded.left) : []), ...keyIssues(parameters, text)]
    return E.isRight(decoded) && issues.length === 0 ? decoded : E.left({ _tag: 'ParametersInvalid', issues })
  }

const defaultTimeoutMinutes = 60

const toItemsFrom = (text: string): ItemsFrom => {
  const [artifact = '', ...path] = text.split('::')
  return { artifact, path: path.join('::') }
}

const toChanged = (changed: TypeOf<typeof Changed>): ChangedSpec => ({
  artifact: changed.artifact,
  pipeline: changed.pipeline,
  stage: changed.stage,
  action: changed.action,
  stripPrefix: changed.stripPrefix ?? '',
  addPrefix: changed.addPrefix ?? '/',
  indexDocuments: changed.indexDocuments ?? defaultIndexDocuments,
  queryStrings: changed.queryStrings ?? false,
  added: changed.added ?? true,
  protect: changed.protect ?? [],
  include: changed.include ?? [],
  exclude: changed.exclude ?? [],
})

const toSpec = (parameters: TypeOf<typeof UserParameters>): JobSpec => ({
  targetIds: RNEA.uniq(S.Eq)(parameters.distributionId),
  items: parameters.items ?? [],
  itemsFrom: parameters.itemsFrom === undefined ? undefined : toItemsFrom(parameters.itemsFrom),
  maxPaths: parameters.maxPaths,
  changed: parameters.changed === undefined ? undefined : toChanged(parameters.changed),
  role: parameters.roleArn === undefined ? undefined : { arn: parameters.roleArn, externalId: parameters.externalId },
  waitForCompletion: parameters.waitForCompletion ?? false,
  onWaitTimeout: parameters.onWaitTimeout ?? 'succeed',
  timeoutMinutes: parameters.timeoutMinutes ?? defaultTimeoutMinutes,
  dryRun: parameters.dryRun ?? false,
})

/** Reads the action's `UserParameters`, as they came. Every mistake in them is reported, not the first alone. */
export const readJobSpec = (parameters: unknown): E.Either<ParametersInvalid, JobSpec> =>
  pipe(
    readText(parameters),
    E.flatMap(text => pipe(parse(text), E.flatMap(decode(text)))),
    E.map(toSpec),
  )
