import * as t from 'io-ts'

/** Session credentials, as a CodePipeline job provides them for its artifacts. */
export const SessionCredentials = t.type({ accessKeyId: t.string, secretAccessKey: t.string, sessionToken: t.string }, 'SessionCredentials')

/** What `SessionCredentials` decodes to. */
export type SessionCredentials = t.TypeOf<typeof SessionCredentials>
