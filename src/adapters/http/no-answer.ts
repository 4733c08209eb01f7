import type { CdnFailure } from '../../domain/cdn/cdn-failure.ts'
import { showable } from './server-text.ts'

const ended = ['AbortError', 'TimeoutError']

/** The failure for a call of Node.js's HTTP client without a complete response. */
export const noAnswer = (error: unknown): CdnFailure => {
  const { name, code }: { readonly name?: unknown; readonly code?: unknown } = Object(error)
  if (ended.some(known => known === name)) return { _tag: 'NoAnswer', reason: 'it took too long' }
  return { _tag: 'NoAnswer', reason: typeof code === 'string' ? showable(code) : 'the connection failed' }
}
