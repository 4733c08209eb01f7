import * as E from 'fp-ts/lib/Either.js'
import type { Message } from '../../../src/domain/batch/batch.ts'
import { knownBucket } from './origins.ts'

/** A message that reports changes of these objects. */
export const message = (id: string, keys: ReadonlyArray<string>, bucket = knownBucket): Message => ({
  id,
  content: E.right(keys.map(key => ({ bucket, key, version: '1' }))),
})

/** A message that cannot be read. */
export const poison = (id: string): Message => ({ id, content: E.left({ _tag: 'MessageUnreadable', reason: 'not JSON' }) })
