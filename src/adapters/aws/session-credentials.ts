/** Credentials of a session, as a CodePipeline job provides them for its artifacts. */
export interface SessionCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken: string
}

/** Tells session credentials from anything else that a job may provide. By hand, so that the artifact store is loaded without io-ts. */
export const isSessionCredentials = (value: unknown): value is SessionCredentials => {
  if (typeof value !== 'object' || value === null) return false
  return ['accessKeyId', 'secretAccessKey', 'sessionToken'].every(key => typeof Reflect.get(value, key) === 'string')
}
