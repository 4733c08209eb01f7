/** An error of an AWS service. `status` is that of HTTP. */
export interface AwsError {
  readonly _tag: 'AwsError'
  readonly status: number
  readonly code: string
  readonly message: string
}

/** What an operation of a service returns, without its wire format. */
export type Result<A> = { readonly _tag: 'Ok'; readonly value: A } | AwsError

export const ok = <A>(value: A): Result<A> => ({ _tag: 'Ok', value })

export const awsError = (status: number, code: string, message: string): AwsError => ({ _tag: 'AwsError', status, code, message })
