/** An identity for calls to the CDN, in the CDN's notation. Only the adapter interprets it. It is not secret. */
export interface Credentials {
  readonly principal: string
  /** A second identifier, if the CDN has one. */
  readonly qualifier: string | undefined
}

/** The identity for the calls of one job. */
export interface JobCredentials extends Credentials {
  /** The id of the job that started the plan, for the CDN's audit log. */
  readonly jobId: string
}
