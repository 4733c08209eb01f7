/**
 * The public library: choosing paths by CloudFront's rules, and what an adapter of your own needs. No I/O, no SDK, and plain objects as
 * results. Everything else is internal and may change in any version.
 */
import * as E from 'fp-ts/lib/Either.js'
import { flow } from 'fp-ts/lib/function.js'
import { capabilities } from '../adapters/cloudfront/capabilities.ts'
import { excerpt } from '../domain/codec/excerpt.ts'
import { matching, type Parameter, parsedString } from '../domain/codec/value.ts'
import type { NoCover, WildcardGranularity } from '../domain/cover/cover.ts'
import { coverItems as cover } from '../domain/cover/cover-items.ts'
import { type Cover, type CoverTask, leastCollateralCover as leastCover } from '../domain/cover/least-collateral-cover.ts'
import type { Item } from '../domain/items/item.ts'
import { minimise as minimal } from '../domain/items/minimise.ts'
import { readItem as read } from '../domain/items/read-item.ts'

// What an adapter implements, and the types of its arguments and results. A program that emits
// declarations has to be able to name them.
export type { MessageFailure } from '../domain/batch/message-failure.ts'
export type { CdnCapabilities, CdnParameters, EveryHost, Removal } from '../domain/cdn/capabilities.ts'
export type { CdnFailure } from '../domain/cdn/cdn-failure.ts'
export type { JobCredentials } from '../domain/cdn/credentials.ts'
export type { Invalidation, InvalidationRequest, InvalidationStatusRequest } from '../domain/cdn/invalidation.ts'
export type { Decoder } from '../domain/codec/decoder.ts'
export type { Collateral } from '../domain/cover/search/unchanged.ts'
export type { ItemRules, PathRules, QueryStringRules, TagRules, WildcardRules } from '../domain/items/rules.ts'
export type { VariableRules } from '../domain/items/unmeant.ts'
export type { Answer, Continuation, Failure, FailureKind, Success, Unfinished } from '../domain/job/answer.ts'
export type { ReportFailure } from '../domain/job/report-failure.ts'
export type { Artifact, ArtifactFile, ArtifactLocation, OwnCredentials, ProvidedCredentials } from '../domain/pipeline/artifact.ts'
export type { ArtifactEntry } from '../domain/pipeline/artifact-entry.ts'
export type { ArtifactFailure } from '../domain/pipeline/artifact-failure.ts'
export type { CiCapabilities, NameRule } from '../domain/pipeline/capabilities.ts'
export type { ActionInput, ActionRun, Baseline, ListedArtifact, NotComparable } from '../domain/pipeline/history.ts'
export type { HistoryFailure } from '../domain/pipeline/history-failure.ts'
export type { ChangeSetSummary } from '../domain/plan/change-set.ts'
export type { ActionHistory } from '../ports/action-history.ts'
export type { ArtifactStore } from '../ports/artifact-store.ts'
export type { CdnInvalidator } from '../ports/cdn-invalidator.ts'
export type { Clock } from '../ports/clock.ts'
export type { JobReporter } from '../ports/job-reporter.ts'
export type { Log } from '../ports/log.ts'
export type { LogEntry } from '../ports/log-entry.ts'
export type { Cover, CoverTask, Item, NoCover, Parameter, WildcardGranularity }

/** A value, or the reason why there is none. */
export type Result<Value, Problem> = { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: Problem }

const resultOf = <Problem, Value>(either: E.Either<Problem, Value>): Result<Value, Problem> =>
  E.isRight(either) ? { ok: true, value: either.right } : { ok: false, error: either.left }

/**
 * Reads a path, a wildcard or a `#tag`. Adds a missing leading `/` and encodes the path. The error is a clause that says what is
 * wrong and, if possible, suggests a path that CloudFront accepts.
 */
export const readItem: (text: string) => Result<Item, string> = flow(read(capabilities), resultOf)

/** Removes duplicates, and items that a wildcard among them covers. Sorted. */
export const minimise = (items: ReadonlyArray<Item>): ReadonlyArray<Item> => minimal(items, capabilities.tags)

/**
 * Merges paths and wildcards into at most `maxPaths` items, at most `maxWildcards` of them wildcards, so that the wildcards match as
 * little as possible. Fails only if the items do not fit and no wildcard is allowed. Do not pass tags.
 */
export const coverItems: (items: ReadonlyArray<Item>, maxPaths: number, maxWildcards: number) => Result<ReadonlyArray<Item>, NoCover> =
  flow(cover, resultOf)

/**
 * Finds the paths and wildcards within a budget that flush everything that changed and as little as possible of the rest: first the
 * fewest protected paths, then the fewest unchanged ones.
 */
export const leastCollateralCover: (task: CoverTask) => Result<Cover, NoCover> = task => resultOf(leastCover(task))

/** A parameter whose value is a text. */
export interface TextParameter {
  /** Its key in the parameters of a job. */
  readonly key: string
  /** A valid value, for messages. */
  readonly example: string
  /** What the whole value has to match. It is tested on untrusted text, so it should take linear time. */
  readonly pattern: RegExp
  /** What the value is, with an article, such as "a host name". */
  readonly noun: string
}

/** A parameter for the capabilities of an adapter. An invalid value is reported with the noun and the example. */
export const textParameter = ({ key, example, pattern, noun }: TextParameter): Parameter => ({
  key,
  codec: parsedString(
    key,
    noun,
    matching(pattern, value => `${excerpt(value)} is not ${noun}; one looks like ${example}`),
  ),
  example,
})
