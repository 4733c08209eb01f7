/** An AWS account and its partition, such as `aws` or `aws-cn`. */
export interface Account {
  readonly partition: string
  /** `undefined` if unknown. */
  readonly id: string | undefined
}

/** The partitions other than `aws`, by how the names of their Regions start. From the endpoint rules of the AWS SDK. */
const partitions: ReadonlyArray<readonly [prefix: string, partition: string]> = [
  ['cn-', 'aws-cn'],
  ['eusc-', 'aws-eusc'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
]

/** The partition of a Region. https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html */
export const partitionOf = (region = ''): string => partitions.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws'

const arn = /^arn:(?<partition>[a-z-]+):[a-z0-9-]+:[a-z0-9-]*:(?<id>\d{12}):/

/** The account in an ARN; `undefined` if there is none. */
export const accountOf = (text: string): Account | undefined => {
  const { partition, id } = arn.exec(text)?.groups ?? {}
  return partition === undefined || id === undefined ? undefined : { partition, id }
}

/** The account in which this program runs: unknown before the first invocation, then constant. */
export interface OwnAccount {
  readonly get: () => Account | undefined
  /** Learns it from the ARN of a resource in the account, such as the invoked function. */
  readonly learnFrom: (arn: string) => void
}

/** An own account that is not known yet. */
export const ownAccount = (): OwnAccount => {
  let account: Account | undefined
  return {
    get: () => account,
    learnFrom: text => {
      account = accountOf(text) ?? account
    },
  }
}
