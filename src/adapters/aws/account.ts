/** An AWS account, and the partition (`aws`, `aws-cn`, `aws-us-gov`) that it lies in. */
export interface Account {
  readonly partition: string
  readonly id: string
}

const arn = /^arn:(?<partition>[a-z-]+):[a-z0-9-]+:[a-z0-9-]*:(?<id>\d{12}):/

/** The account that an ARN names, if it names one. */
export const accountOf = (text: string): Account | undefined => {
  const { partition, id } = arn.exec(text)?.groups ?? {}
  return partition === undefined || id === undefined ? undefined : { partition, id }
}

/** The account in which this program runs. Nothing tells it before the first invocation; then it stays the same. */
export interface OwnAccount {
  readonly get: () => Account | undefined
  /** Takes it from the ARN of something in the account, such as the function that is invoked. */
  readonly learnFrom: (arn: string) => void
}

/** An account that is not known yet. */
export const ownAccount = (): OwnAccount => {
  let account: Account | undefined
  return {
    get: () => account,
    learnFrom: text => {
      account = accountOf(text) ?? account
    },
  }
}
