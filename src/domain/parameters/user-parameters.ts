import { nonEmptyArray, oneOrMany } from '../codec/array.ts'
import { excerpt } from '../codec/excerpt.ts'
import { strictObject } from '../codec/strict-object.ts'
import { boolean, matching, optional, parsedString, predicate } from '../codec/value.ts'
import { readItem } from '../items/item.ts'
import { Changed } from './changed.ts'

const isIntegerFrom =
  (least: number, most: number) =>
  (value: unknown): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most

const distributionId = parsedString(
  'DistributionId',
  'a distribution id',
  matching(
    /^[A-Z0-9]{1,64}$/,
    id => `${excerpt(id)} is not a distribution id; one looks like E2QWRUHAPOMQZL (not a domain name, not an ARN)`,
  ),
)

const item = parsedString('Item', 'a string', readItem)

/** A role to take on. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
export const roleArn = parsedString(
  'RoleArn',
  "a role's ARN",
  matching(
    /^arn:[a-z-]+:iam::\d{12}:role\/[\u0021-\u007e]{1,1024}$/,
    () => "not a role's ARN; one looks like arn:aws:iam::111111111111:role/name",
  ),
)

/** What the role asks of who takes it on, as STS takes it. */
export const externalId = parsedString(
  'ExternalId',
  'a string',
  matching(/^[\w+=,.@:/-]{2,1224}$/, () => 'an external id has 2 to 1,224 letters, digits and characters of +=,.@:/-_'),
)

/** A file in an artifact, whose name is as CodePipeline has it. https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_InputArtifact.html */
const itemsFrom = parsedString(
  'ItemsFrom',
  'a string',
  matching(/^[\w-]{1,100}::[^/].*$/, name => `${excerpt(name)} is not of the form "Artifact::path/in/artifact"`),
)

/** So many fit into a continuation token, however each of them is doing. */
const maxTargets = 50

/** The distributions that are invalidated. */
export const distributionIds = oneOrMany('DistributionIds', 'a distribution id, or an array of them', distributionId, maxTargets)

/** A budget of paths and tags. */
export const maxPaths = predicate('MaxPaths', 'an integer of at least 1', isIntegerFrom(1, Number.MAX_SAFE_INTEGER))

/** The JSON object in the action's `UserParameters`, key by key. */
export const UserParameters = strictObject('UserParameters', {
  distributionId: distributionIds,
  items: optional(nonEmptyArray('Items', 'an array of strings', item)),
  itemsFrom: optional(itemsFrom),
  changed: optional(Changed),
  maxPaths: optional(maxPaths),
  waitForCompletion: optional(boolean),
  onWaitTimeout: optional(
    predicate('OnWaitTimeout', '"succeed" or "fail"', (value): value is 'succeed' | 'fail' => value === 'succeed' || value === 'fail'),
  ),
  timeoutMinutes: optional(predicate('TimeoutMinutes', 'an integer from 1 to 1380', isIntegerFrom(1, 1380))),
  roleArn: optional(roleArn),
  externalId: optional(externalId),
  dryRun: optional(boolean),
})
