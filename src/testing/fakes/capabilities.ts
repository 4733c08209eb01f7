import * as E from 'fp-ts/lib/Either.js'
import type { CdnCapabilities } from '../../domain/cdn/capabilities.ts'
import { type Parameter, parsedString } from '../../domain/codec/value.ts'
import type { CiCapabilities } from '../../domain/pipeline/capabilities.ts'

/** A parameter of a fake, which may be any text. */
export const parameter = (key: string): Parameter => ({ key, codec: parsedString(key, `a ${key}`, E.right), example: `${key}-1` })

/** What the fake CDN can do, unless a test says otherwise: nearly everything, so that it rarely gets in the way. */
export const fakeCdnCapabilities: CdnCapabilities = {
  name: 'The fake CDN',
  parameters: {
    targetNoun: 'target',
    target: parameter('target'),
    host: undefined,
    credentials: { principal: parameter('principal'), qualifier: parameter('qualifier') },
  },
  paths: { unsupported: undefined, maxLength: 4_000, maxPerRequest: 3_000, caseSensitive: true, queryStrings: undefined },
  tags: { maxLength: 256, maxPerRequest: 3_000, pattern: /^\S+$/, allowed: 'no white space', caseSensitive: true },
  wildcards: { granularity: 'character', maxPerRequest: 15 },
  purgesEverything: false,
  mixesKinds: true,
  maxItemsPerRequest: 3_000,
  idempotentByReference: true,
  completion: { usual: 30_000, maxIdLength: 36 },
  listPricePerItem: 5,
  removals: ['remove'],
}

/** What the fake CI system can do, unless a test says otherwise. */
export const fakeCiCapabilities: CiCapabilities = {
  name: 'The fake CI system',
  maxMessageLength: 5_000,
  continuation: { maxTokenLength: 2_048, maxTargets: 50 },
  maxMinutes: 1_440,
  minute: undefined,
  keeps: {
    artifactName: { pattern: /^[\w-]+$/, allowed: 'letters, digits, - and _' },
    actionName: { pattern: /^[\w-]+$/, allowed: 'letters, digits, - and _' },
  },
  variables: undefined,
  tracksJobs: true,
  terms: { parameters: 'parameters', correctIn: 'in the job', jsonHint: '' },
}
