/** A role that the function takes on for its calls to the CDN, and for nothing else. */
export interface Role {
  readonly arn: string
  readonly externalId: string | undefined
}

/** An AWS account, and the partition (`aws`, `aws-cn`, `aws-us-gov`) that it lies in. */
export interface Account {
  readonly partition: string
  readonly id: string
}

const arn = /^arn:(?<partition>[a-z-]+):[a-z0-9-]+:[a-z0-9-]*:(?<id>\d{12}):/

/** The account that an ARN names, where it names one. */
export const accountOf = (text: string): Account | undefined => {
  const { partition, id } = arn.exec(text)?.groups ?? {}
  return partition === undefined || id === undefined ? undefined : { partition, id }
}
