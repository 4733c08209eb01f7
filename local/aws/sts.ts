import { XMLBuilder } from 'fast-xml-parser'
import type { Reply, Request, Service } from './protocol.ts'

/** An AssumeRole request. */
interface AssumedRole {
  readonly roleArn: string
  readonly sessionName: string
  readonly externalId: string | null
}

/** STS's AssumeRole. Every role trusts every caller. */
export interface LocalSts {
  readonly service: Service
  readonly assumed: () => ReadonlyArray<AssumedRole>
}

/** The access key id of every session. */
export const sessionKeyId = 'ASIALOCALSESSION'

const builder = new XMLBuilder({ ignoreAttributes: false })

const xml = (status: number, root: string, content: object): Reply => ({
  status,
  headers: { 'content-type': 'text/xml' },
  body: builder.build({ [root]: { '@_xmlns': 'https://sts.amazonaws.com/doc/2011-06-15/', ...content } }),
})

const error: Service['error'] = (status, code, message) => ({
  ...xml(status, 'ErrorResponse', { Error: { Type: 'Sender', Code: code, Message: message }, RequestId: 'local' }),
  code,
})

const operationOf = ({ path, body }: Request): string | undefined =>
  path === '/' ? (new URLSearchParams(body).get('Action') ?? undefined) : undefined

/** The limits of the parameters. https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
const isValid = ({ roleArn, sessionName, externalId }: AssumedRole): boolean =>
  /^arn:\S{16,2044}$/.test(roleArn) &&
  /^[\w+=,.@-]{2,64}$/.test(sessionName) &&
  (externalId === null || /^[\w+=,.@:/-]{2,1224}$/.test(externalId))

export const localSts = (now: () => number = Date.now): LocalSts => {
  const assumed: AssumedRole[] = []

  const handle = ({ body }: Request): Reply => {
    const form = new URLSearchParams(body)
    const role = { roleArn: form.get('RoleArn') ?? '', sessionName: form.get('RoleSessionName') ?? '', externalId: form.get('ExternalId') }
    if (!isValid(role)) return error(400, 'ValidationError', 'A parameter of the request violates its constraint.')
    assumed.push(role)
    return xml(200, 'AssumeRoleResponse', {
      AssumeRoleResult: {
        Credentials: {
          AccessKeyId: sessionKeyId,
          SecretAccessKey: 'local-session-secret',
          SessionToken: 'local-session-token',
          Expiration: new Date(now() + 3_600_000).toISOString(),
        },
      },
    })
  }

  return { service: { name: 'sts', operationOf, handle, error }, assumed: () => assumed }
}
