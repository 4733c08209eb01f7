import * as E from 'fp-ts/lib/Either.js'
import { pipe } from 'fp-ts/lib/function.js'
import * as RNEA from 'fp-ts/lib/ReadonlyNonEmptyArray.js'
import * as S from 'fp-ts/lib/string.js'
import type { TypeOf } from 'io-ts'
import type { Role } from '../cdn/caller.ts'
import { array, nonEmptyArray } from '../codec/array.ts'
import { expected } from '../codec/decoder.ts'
import { excerpt } from '../codec/excerpt.ts'
import { type Issue, repeatedKeyIssues, toIssues } from '../codec/issue.ts'
import { parseJson } from '../codec/parse-json.ts'
import { isJsonObject, strictObject } from '../codec/strict-object.ts'
import { boolean, matching, optional, parsedString } from '../codec/value.ts'
import { glob, indexDocument } from '../parameters/changed.ts'
import { distributionIds, externalId, maxPaths, roleArn } from '../parameters/user-parameters.ts'
import { defaultIndexDocuments } from '../site/rules.ts'
import type { Origin } from './origin.ts'

/** The function was not told rightly which bucket is behind which distribution; every mistake is listed. */
export interface OriginsInvalid {
  readonly _tag: 'OriginsInvalid'
  readonly issues: ReadonlyArray<Issue>
}

/** Buckets older than 2018 may have longer names than new ones. https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html */
const bucket = parsedString(
  'Bucket',
  "a bucket's name",
  matching(/^[A-Za-z0-9._-]{3,255}$/, name => `${excerpt(name)} is not a bucket's name (not an ARN, not a URL)`),
)

/** `production/` for `/production`, and nothing at all for `/`: what the keys behind an origin path begin with. */
const folderOf = (path: string): string => {
  const name = path.replace(/^\//, '').replace(/\/$/, '')
  return name === '' ? '' : `${name}/`
}

/** What CloudFront puts in front of each path when it asks the bucket. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html#DownloadDistValuesOriginPath */
const originPath = parsedString('OriginPath', 'an origin path such as "/production"', path =>
  /[*?]/.test(path) ? E.left(`${excerpt(path)} is a pattern; expected an origin path such as "/production"`) : E.right(folderOf(path)),
)

const OriginObject = strictObject('Origin', {
  bucket,
  distributionId: distributionIds,
  originPath: optional(originPath),
  indexDocuments: optional(array('IndexDocuments', "an array of files' names", indexDocument)),
  queryStrings: optional(boolean),
  include: optional(nonEmptyArray('Include', 'an array of patterns', glob)),
  exclude: optional(array('Exclude', 'an array of patterns', glob)),
  maxPaths: optional(maxPaths),
  roleArn: optional(roleArn),
  externalId: optional(externalId),
})

const name = 'ORIGINS'
const what = 'an array such as [{"bucket": "my-site", "distributionId": "E2QWRUHAPOMQZL"}]'

const OriginList = nonEmptyArray(name, what, OriginObject)

/** So few cost ten cents a batch, once the thousand are used up that are free each month, and a plain deploy has fewer. */
const defaultMaxPaths = 20

const toRole = ({ roleArn: arn, externalId }: TypeOf<typeof OriginObject>): Role | undefined =>
  arn === undefined ? undefined : { arn, externalId }

const toOrigin = (origin: TypeOf<typeof OriginObject>): Origin => {
  const bucket = origin.bucket
  const distributionIds = RNEA.uniq(S.Eq)(origin.distributionId)
  const rules = {
    stripPrefix: origin.originPath ?? '',
    addPrefix: '/',
    indexDocuments: origin.indexDocuments ?? defaultIndexDocuments,
    queryStrings: origin.queryStrings ?? false,
    include: origin.include ?? [],
    exclude: origin.exclude ?? [],
  }
  const maxPaths = origin.maxPaths ?? defaultMaxPaths
  const role = toRole(origin)
  const fingerprint = JSON.stringify({ bucket, distributionIds, ...rules, maxPaths, role })
  return { fingerprint, bucket, targetIds: distributionIds, ...rules, maxPaths, role }
}

const invalid = (issues: ReadonlyArray<Issue>): OriginsInvalid => ({ _tag: 'OriginsInvalid', issues })

/** Mistakes that lie in which keys there are, so that they are told together with those inside the values. */
const keyIssues = (origins: unknown, text: string): ReadonlyArray<Issue> => [
  ...repeatedKeyIssues(text),
  ...(Array.isArray(origins) ? origins : []).flatMap((origin, index) =>
    isJsonObject(origin) && Object.hasOwn(origin, 'externalId') && !Object.hasOwn(origin, 'roleArn')
      ? [{ at: `${index}.externalId`, problem: 'has no use without roleArn' }]
      : [],
  ),
]

const decode =
  (text: string) =>
  (json: unknown): E.Either<OriginsInvalid, RNEA.ReadonlyNonEmptyArray<Origin>> => {
    const decoded = OriginList.decode(json)
    const issues = [...(E.isLeft(decoded) ? toIssues(decoded.left) : []), ...keyIssues(json, text)]
    return E.isRight(decoded) && issues.length === 0 ? E.right(RNEA.map(toOrigin)(decoded.right)) : E.left(invalid(issues))
  }

/** Reads the JSON array that says which bucket is behind which distribution. Every mistake in it is reported, not the first alone. */
export const readOrigins = (text: string | undefined): E.Either<OriginsInvalid, RNEA.ReadonlyNonEmptyArray<Origin>> =>
  text === undefined
    ? E.left(invalid([{ at: name, problem: expected(what, text) }]))
    : pipe(
        parseJson(text),
        E.mapLeft(problem => invalid([{ at: name, problem: `${problem}. Expected ${what}` }])),
        E.flatMap(decode(text)),
      )
