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

export const localSts = (now: () => number = Date.now): LocalSts => {
  const assumed: AssumedRole[] = []

  const handle = ({ body }: Request): Reply => {
    const form = new URLSearchParams(body)
    assumed.push({ roleArn: form.get('RoleArn') ?? '', sessionName: form.get('RoleSessionName') ?? '', externalId: form.get('ExternalId') })
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
