import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as RNEA from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import * as S from 'fp-ts/lib/string.js'
import type { TypeOf } from 'io-ts'
import type { Origin } from '../../domain/batch/origin.ts'
import type { CdnCapabilities } from '../../domain/cdn/capabilities.ts'
import { array, nonEmptyArray } from '../../domain/codec/array.ts'
import { expected } from '../../domain/codec/decoder.ts'
import { excerpt } from '../../domain/codec/excerpt.ts'
import { type Issue, repeatedKeyIssues, toIssues } from '../../domain/codec/issue.ts'
import { parseJson } from '../../domain/codec/parse-json.ts'
import { isJsonObject, strictObject } from '../../domain/codec/strict-object.ts'
import { boolean, matching, optional, parsedString } from '../../domain/codec/value.ts'
import { exclude, include, indexDocument } from '../../domain/parameters/changed.ts'
import { maxPaths, targetIds } from '../../domain/parameters/parameters.ts'
import { defaultIndexDocuments } from '../../domain/site/rules.ts'

/** The variable `ORIGINS` is invalid. Every issue is listed. */
export interface OriginsInvalid {
  readonly _tag: 'OriginsInvalid'
  readonly issues: ReadonlyArray<Issue>
}

/** Buckets created before 2018 may have longer names than new ones. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucket = parsedString(
  'Bucket',
  'a bucket name',
  matching(/^[A-Za-z0-9._-]{3,255}$/, name => `${excerpt(name)} is not a bucket name (not an ARN, not a URL)`),
)

/** The key prefix of an origin path: `production/` for `/production`, empty for `/`. */
const folderOf = (path: string): string => {
  const name = path.replace(/^\//, '').replace(/\/$/, '')
  return name === '' ? '' : `${name}/`
}

/**
 * The path that CloudFront prepends to requests to the bucket. Like the rest of the request it is percent-encoded, so it is decoded here:
 * S3 decodes it too, and events have the key as it is. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginPath
 */
const originPath = parsedString('OriginPath', 'an origin path such as "/production"', path =>
  /[*?]/.test(path)
    ? E.left(`${excerpt(path)} is a pattern; expected an origin path such as "/production"`)
    : pipe(
        E.tryCatch(
          () => decodeURIComponent(path),
          () => `${excerpt(path)} has a % that encodes nothing; write %25 for the character itself`,
        ),
        E.map(folderOf),
      ),
)

const name = 'ORIGINS'
const expectedValue = 'an array such as [{"bucket": "my-site", "distributionId": "E2QWRUHAPOMQZL"}]'

/** Targets of one origin, at most; the same limit as in the parameters of a job. */
const maxTargets = 50

const originList = (cdn: CdnCapabilities) => {
  const { target, host, credentials } = cdn.parameters
  const props = {
    bucket,
    targetIds: targetIds(cdn, maxTargets),
    host: host?.codec,
    originPath: optional(originPath),
    indexDocuments: optional(array('IndexDocuments', 'an array of file names', indexDocument)),
    queryStrings: optional(boolean),
    include: optional(include),
    exclude: optional(exclude),
    maxPaths: optional(maxPaths),
    principal: credentials && optional(credentials.principal.codec),
    qualifier: credentials && optional(credentials.qualifier.codec),
  }
  const keys = { targetIds: target.key, host: host?.key, principal: credentials?.principal.key, qualifier: credentials?.qualifier.key }
  return nonEmptyArray(name, expectedValue, strictObject('Origin', props, keys))
}

type Decoded = TypeOf<ReturnType<typeof originList>>[number]

/** Costs at most $0.10 per batch and distribution beyond the free paths, and is more than a typical deploy changes. */
const defaultMaxPaths = 20

/** Job ids and hence caller references are derived from it: do not change the order or the names of the keys. */
const fingerprintOf = ({ bucket, targetIds, credentials, maxPaths, ...rules }: Omit<Origin, 'fingerprint' | 'host'>): string =>
  JSON.stringify({
    bucket,
    distributionIds: targetIds,
    stripPrefix: rules.stripPrefix,
    addPrefix: rules.addPrefix,
    indexDocuments: rules.indexDocuments,
    queryStrings: rules.queryStrings,
    include: rules.include,
    exclude: rules.exclude,
    maxPaths,
    role: credentials && { arn: credentials.principal, externalId: credentials.qualifier },
  })

const toOrigin = ({ principal, qualifier, host, ...origin }: Decoded): Origin => {
  const decoded = {
    bucket: origin.bucket,
    targetIds: RNEA.uniq(S.Eq)(origin.targetIds),
    stripPrefix: origin.originPath ?? '',
    addPrefix: '/',
    indexDocuments: origin.indexDocuments ?? defaultIndexDocuments,
    queryStrings: origin.queryStrings ?? false,
    include: origin.include ?? [],
    exclude: origin.exclude ?? [],
    maxPaths: origin.maxPaths ?? defaultMaxPaths,
    credentials: principal === undefined ? undefined : { principal, qualifier },
  }
  return { fingerprint: fingerprintOf(decoded), host, ...decoded }
}

const invalid = (issues: ReadonlyArray<Issue>): OriginsInvalid => ({ _tag: 'OriginsInvalid', issues })

/** Issues with keys: repeated ones, and missing combinations. They are reported together with those of the values. */
const keyIssues = (origins: unknown, text: string, { credentials }: CdnCapabilities['parameters']): ReadonlyArray<Issue> => [
  ...repeatedKeyIssues(text),
  ...(Array.isArray(origins) ? origins : []).flatMap((origin, index) =>
    credentials &&
    isJsonObject(origin) &&
    Object.hasOwn(origin, credentials.qualifier.key) &&
    !Object.hasOwn(origin, credentials.principal.key)
      ? [{ at: `${index}.${credentials.qualifier.key}`, problem: `requires ${credentials.principal.key}` }]
      : [],
  ),
]

const decode =
  (text: string, cdn: CdnCapabilities) =>
  (json: unknown): E.Either<OriginsInvalid, RNEA.ReadonlyNonEmptyArray<Origin>> => {
    const decoded = originList(cdn).decode(json)
    const issues = [...(E.isLeft(decoded) ? toIssues(decoded.left) : []), ...keyIssues(json, text, cdn.parameters)]
    return E.isRight(decoded) && issues.length === 0 ? E.right(RNEA.map(toOrigin)(decoded.right)) : E.left(invalid(issues))
  }

/** Reads `ORIGINS`, a JSON array that maps buckets to targets of the CDN. Reports all issues. */
export const readOrigins =
  (cdn: CdnCapabilities) =>
  (text: string | undefined): E.Either<OriginsInvalid, RNEA.ReadonlyNonEmptyArray<Origin>> =>
    text === undefined
      ? E.left(invalid([{ at: name, problem: expected(expectedValue, text) }]))
      : pipe(
          parseJson(text),
          E.mapLeft(problem => invalid([{ at: name, problem: `${problem}. Expected ${expectedValue}` }])),
          E.flatMap(decode(text, cdn)),
        )
