/** An identity for calls to the CDN, in the CDN's notation. Only the adapter interprets it. It is not secret. */
export interface Credentials {
  readonly principal: string
  /** A second identifier, if the CDN has one. */
  readonly qualifier: string | undefined
}
