import type { Reply, Request, Service } from './protocol.ts'

/** Secrets Manager's GetSecretValue. */
export interface LocalSecretsManager {
  readonly service: Service
  /** Stores the text of a secret. */
  readonly put: (secretId: string, text: string) => void
}

const target = /^secretsmanager\.(?<operation>GetSecretValue)$/

const json = (status: number, content: object): Reply => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(content),
})

const error: Service['error'] = (status, code, message) => ({ ...json(status, { __type: code, message }), code })

export const localSecretsManager = (): LocalSecretsManager => {
  const secrets = new Map<string, string>()

  const handle = ({ body }: Request): Reply => {
    const { SecretId } = JSON.parse(body)
    const SecretString = secrets.get(SecretId)
    return SecretString === undefined
      ? error(400, 'ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
      : json(200, { ARN: SecretId, Name: SecretId, SecretString })
  }

  return {
    service: {
      name: 'secretsmanager',
      operationOf: ({ headers }) => target.exec(headers['x-amz-target'] ?? '')?.groups?.['operation'],
      handle,
      error,
    },
    put: (secretId, text) => {
      secrets.set(secretId, text)
    },
  }
}
