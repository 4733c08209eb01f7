/** A request as a service sees it. */
export interface Request {
  readonly method: string
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** What a service answers. `code` is the error's, where it is one. */
export interface Reply {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
  readonly code?: string
}

/** One AWS service: which operation a request asks for, how it is done, and what its errors look like on the wire. */
export interface Service {
  readonly name: 'cloudfront' | 'codepipeline' | 's3' | 'sts'
  readonly operationOf: (request: Request) => string | undefined
  readonly handle: (request: Request) => Reply
  readonly error: (status: number, code: string, message: string) => Reply
}
