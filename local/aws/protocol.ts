/** An HTTP request to a service. */
export interface Request {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A service's HTTP response. `code` is the error code, if it is an error. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
  readonly code?: string
}

/** One AWS service: recognises its operations, handles requests and formats errors as the real service does. */
export interface Service {
  readonly name: 'cloudfront' | 'codepipeline' | 's3' | 'secretsmanager' | 'sts'
  readonly operationOf: (request: Request) => string | undefined
  readonly handle: (request: Request) => Reply
  readonly error: (status: number, code: string, message: string) => Reply
}
