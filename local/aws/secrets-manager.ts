import type { Reply, Request, Service } from './protocol.ts'

/** Secrets Manager's GetSecretValue. */
export interface LocalSecretsManager {
  readonly service: Service
  /** Stores a secret. A binary one has no text. */
  readonly put: (secretId: string, text: string | undefined) => void
}

const target = /^secretsmanager\.(?<operation>GetSecretValue)$/

const json = (status: number, content: object): Reply => ({
  status,
  headers: { 'content-type': 'application/x-amz-json-1.1' },
  body: JSON.stringify(content),
})

const error: Service['error'] = (status, code, message) => ({ ...json(status, { __type: code, message }), code })

export const localSecretsManager = (): LocalSecretsManager => {
  const secrets = new Map<string, string | undefined>()

  const handle = ({ body }: Request): Reply => {
    const { SecretId } = JSON.parse(body)
    return secrets.has(SecretId)
      ? json(200, { ARN: SecretId, Name: SecretId, SecretString: secrets.get(SecretId) })
      : error(400, 'ResourceNotFoundException', "Secrets Manager can't find the specified secret.")
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
