import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as RNEA from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import * as S from 'fp-ts/lib/string.js'
import type { TypeOf } from 'io-ts'
import type { CdnCapabilities, CdnParameters } from '../cdn/capabilities.ts'
import type { Credentials } from '../cdn/credentials.ts'
import { expected } from '../codec/decoder.ts'
import { type Issue, repeatedKeyIssues, toIssues } from '../codec/issue.ts'
import { parseJson } from '../codec/parse-json.ts'
import { isJsonObject } from '../codec/strict-object.ts'
import type { Parameter } from '../codec/value.ts'
import { addDoubt, type Doubts, joinDoubts, noDoubts } from '../items/doubt.ts'
import type { Item } from '../items/item.ts'
import type { FileItems } from '../items/items-file.ts'
import type { CiCapabilities } from '../pipeline/capabilities.ts'
import { defaultIndexDocuments, type SiteRules } from '../site/rules.ts'
import { type ItemsFrom, parametersCodec } from './parameters.ts'

/** The parameters break their contract. Every issue is listed. */
export interface ParametersInvalid {
  readonly _tag: 'ParametersInvalid'
  readonly issues: ReadonlyArray<Issue>
}

/** How an artifact is compared with the one of the last success, and which differences are invalidated. */
export interface ChangedSpec extends SiteRules {
  /** The name of the input artifact. */
  readonly artifact: string
  /** This action's own names in the CI system's history, which the event of a job does not contain. */
  readonly pipeline: string
  readonly stage: string
  readonly action: string
  /** Whether new files are invalidated. */
  readonly added: boolean
  /** Paths and wildcards that should stay cached if possible. */
  readonly protect: ReadonlyArray<Item>
}

/** The validated parameters of a job: distinct targets, and items in canonical spelling. */
export interface JobSpec {
  readonly targetIds: RNEA.ReadonlyNonEmptyArray<string>
  /** The host whose paths are invalidated, if the CDN needs one. Tags need none. */
  readonly host: string | undefined
  readonly items: ReadonlyArray<Item>
  /** What looks like a mistake in the items. */
  readonly doubts: Doubts
  /** A file of an input artifact with more items. */
  readonly itemsFrom: ItemsFrom | undefined
  /** Paths and tags per target, at most. If there are more, paths are merged. */
  readonly maxPaths: number | undefined
  /** Invalidates what changed since this action last succeeded. */
  readonly changed: ChangedSpec | undefined
  /** The identity for calls to the CDN; `undefined` for the program's own. */
  readonly credentials: Credentials | undefined
  /** Whether to answer only when the CDN reports all invalidations as complete. */
  readonly waitForCompletion: boolean
  /** The answer if that takes longer than the timeout. */
  readonly onWaitTimeout: 'succeed' | 'fail'
  /** How long to retry and wait, from the start of the job. */
  readonly timeoutMinutes: number
  readonly dryRun: boolean
  /** Whether `/*` may be invalidated, whether an item, a budget or unknown changes lead to it. */
  readonly allowsEverything: boolean
}

const exampleFor = ({ parameters: { target } }: CdnCapabilities): string => `{"${target.key}": "${target.example}", "items": ["/*"]}`

const invalid = (at: string, problem: string): ParametersInvalid => ({ _tag: 'ParametersInvalid', issues: [{ at, problem }] })

const parse = (text: string, cdn: CdnCapabilities, { terms }: CiCapabilities): E.Either<ParametersInvalid, unknown> => {
  const expectedObject = `Expected an object such as ${exampleFor(cdn)}.`
  return text.trim() === ''
    ? E.left(invalid(terms.parameters, `empty. ${expectedObject}`))
    : pipe(
        parseJson(text),
        E.mapLeft(problem => invalid(terms.parameters, `${problem}. ${expectedObject}${terms.jsonHint}`)),
      )
}

const readText = (parameters: unknown, cdn: CdnCapabilities, { terms }: CiCapabilities): E.Either<ParametersInvalid, string> =>
  typeof parameters === 'string'
    ? E.right(parameters)
    : E.left(invalid(terms.parameters, expected(`a string that holds a JSON object such as ${exampleFor(cdn)}`, parameters)))

/** Whether everything that is invalidated could be tags, which need no host. The content of a file is not known yet. */
const mayBeTags = ({ items, itemsFrom, changed }: Readonly<Record<string, unknown>>): boolean => {
  if (changed !== undefined) return false
  return Array.isArray(items) ? items.every(item => typeof item === 'string' && item.startsWith('#')) : itemsFrom !== undefined
}

/** The issue with a missing host, in the words of its codec. */
const missingHost = ({ key, codec }: Parameter): ReadonlyArray<Issue> =>
  pipe(
    codec.decode(undefined),
    E.match(
      errors => toIssues(errors).map(({ problem }) => ({ at: key, problem })),
      () => [],
    ),
  )

/** Issues with keys: repeated ones, and missing combinations. They are reported together with those of the values. */
const keyIssues = (parameters: unknown, text: string, { host, credentials }: CdnParameters): ReadonlyArray<Issue> => {
  if (!isJsonObject(parameters)) return []
  const has = (key: string): boolean => Object.hasOwn(parameters, key)
  const nothingToInvalidate = !['items', 'itemsFrom', 'changed'].some(has)
  return [
    ...repeatedKeyIssues(text),
    ...(host && !has(host.key) && !mayBeTags(parameters) ? missingHost(host) : []),
    ...(nothingToInvalidate ? [{ at: 'items', problem: 'missing; give at least one of items, itemsFrom, changed' }] : []),
    ...(credentials && has(credentials.qualifier.key) && !has(credentials.principal.key)
      ? [{ at: credentials.qualifier.key, problem: `requires ${credentials.principal.key}` }]
      : []),
    ...(has('onWaitTimeout') && !has('waitForCompletion') ? [{ at: 'onWaitTimeout', problem: 'requires waitForCompletion' }] : []),
  ]
}

type Parameters = TypeOf<ReturnType<typeof parametersCodec>>

const decode =
  (text: string, cdn: CdnCapabilities, ci: CiCapabilities) =>
  (parameters: unknown): E.Either<ParametersInvalid, Parameters> => {
    const decoded = parametersCodec(cdn, ci).decode(parameters)
    const issues = [...(E.isLeft(decoded) ? toIssues(decoded.left) : []), ...keyIssues(parameters, text, cdn.parameters)]
    return E.isRight(decoded) && issues.length === 0 ? decoded : E.left({ _tag: 'ParametersInvalid', issues })
  }

const defaultTimeoutMinutes = 60

const toChanged = (changed: Exclude<Parameters['changed'], undefined>): ChangedSpec => ({
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

const toSpec =
  ({ maxMinutes }: CiCapabilities) =>
  ({ principal, qualifier, ...parameters }: Parameters): JobSpec => ({
    targetIds: RNEA.uniq(S.Eq)(parameters.targetIds),
    host: parameters.host,
    items: (parameters.items ?? []).map(({ item }) => item),
    doubts: (parameters.items ?? []).reduce((doubts, { text }) => addDoubt(doubts, text), noDoubts),
    itemsFrom: parameters.itemsFrom,
    maxPaths: parameters.maxPaths,
    changed: parameters.changed && toChanged(parameters.changed),
    credentials: principal === undefined ? undefined : { principal, qualifier },
    waitForCompletion: parameters.waitForCompletion ?? false,
    onWaitTimeout: parameters.onWaitTimeout ?? 'succeed',
    timeoutMinutes: parameters.timeoutMinutes ?? Math.min(defaultTimeoutMinutes, maxMinutes),
    dryRun: parameters.dryRun ?? false,
    allowsEverything: true,
  })

/** Decodes the parameters of a job by the rules of a CDN and a CI system. Reports all issues. */
export const readJobSpec =
  (cdn: CdnCapabilities, ci: CiCapabilities) =>
  (parameters: unknown): E.Either<ParametersInvalid, JobSpec> =>
    pipe(
      readText(parameters, cdn, ci),
      E.flatMap(text => pipe(parse(text, cdn, ci), E.flatMap(decode(text, cdn, ci)))),
      E.map(toSpec(ci)),
    )

/** The job with the items of its file, in addition to its own. */
export const withItems = (spec: JobSpec, { items, doubts }: FileItems): JobSpec => ({
  ...spec,
  items: [...spec.items, ...items],
  doubts: joinDoubts(spec.doubts, doubts),
})
