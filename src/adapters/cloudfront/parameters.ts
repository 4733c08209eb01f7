import type { CdnParameters } from '../../domain/cdn/capabilities.ts'
import { excerpt } from '../../domain/codec/excerpt.ts'
import { matching, parsedString } from '../../domain/codec/value.ts'

/** The id of a distribution, or of a tenant of a multi-tenant distribution. */
const distributionId = parsedString(
  'DistributionId',
  'a distribution id',
  matching(
    /^(?:[A-Z0-9]{1,64}|dt_[A-Za-z0-9]{1,64})$/,
    id =>
      `${excerpt(id)} is not a distribution id; one looks like E2QWRUHAPOMQZL, or dt_2wjDZi3hD1ivOXf6rpZJO1AB for a tenant (not a domain name, not an ARN)`,
  ),
)

/** The role to assume. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const roleArn = parsedString(
  'RoleArn',
  "a role's ARN",
  matching(
    /^arn:[a-z-]+:iam::\d{12}:role\/[\u0021-\u007e]{1,1024}$/,
    () => "not a role's ARN; one looks like arn:aws:iam::111111111111:role/name",
  ),
)

/** The external id that the role's trust policy requires. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const externalId = parsedString(
  'ExternalId',
  'a string',
  matching(/^[\w+=,.@:/-]{2,1224}$/, () => 'an external id has 2 to 1,224 letters, digits and characters of +=,.@:/-_'),
)

/** CloudFront's own parameters of a job: the distribution or tenant, and the role to assume for calls to CloudFront. */
export const parameters: CdnParameters = {
  targetNoun: 'distribution',
  target: { key: 'distributionId', codec: distributionId, example: 'E2QWRUHAPOMQZL' },
  host: undefined,
  credentials: {
    principal: { key: 'roleArn', codec: roleArn, example: 'arn:aws:iam::111111111111:role/name' },
    qualifier: { key: 'externalId', codec: externalId, example: 'example-id' },
  },
}
