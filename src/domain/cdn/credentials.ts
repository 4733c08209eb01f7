/** Whom the CDN is called as, in the CDN's own spelling. The program compares and prints it, and only the adapter reads it. */
export interface Credentials {
  readonly principal: string
  /** What else identifies the caller, where the CDN asks for it. */
  readonly qualifier: string | undefined
}
