import type { Answer, Continuation, Failure, Success, Unfinished } from '../../domain/job/answer.ts'
import type { CiCapabilities } from '../../domain/pipeline/capabilities.ts'

const success: Success = {
  _tag: 'Success',
  summary: 's',
  status: 'InProgress',
  invalidationIds: ['I1'],
  targetIds: ['T1'],
  pathCount: 1,
}
const failure: Failure = { _tag: 'Failure', kind: 'failed', message: 'm', invalidationIds: [] }
const unfinished: Unfinished = { _tag: 'Unfinished', summary: 's', percentComplete: 50 }
const continuation: Continuation = { _tag: 'Continuation', token: '{"v":1}', summary: 's', percentComplete: 50 }

/** One answer of each kind that the CI system knows. */
export const plainAnswers = ({ continuation: continues }: CiCapabilities) => ({
  success,
  failure,
  unfinished,
  ...(continues && { continuation }),
})

const ids = (count: number): ReadonlyArray<string> => Array.from({ length: count }, (_, index) => `I${index}`)

/** A text for a CI system that declares no limit. */
const maxText = 100_000

const kinds: Readonly<Record<Failure['kind'], string>> = {
  configuration: 'a configuration error',
  permission: 'a permission error',
  artifact: 'an artifact that cannot be read',
  unavailable: 'an unavailable system',
  failed: 'any other failure',
}

const text = (character: string, { maxMessageLength }: CiCapabilities): string => character.repeat(Math.min(maxMessageLength, maxText))

/** Answers that are as long as the CI system allows, and others that a reporter could stumble over. */
export const extremeAnswers = (ci: CiCapabilities): ReadonlyArray<readonly [string, Answer]> => [
  ['the longest summary', { ...success, summary: text('s', ci) }],
  ['a summary outside ASCII', { ...success, summary: text('語', ci) }],
  ['nothing invalidated', { ...success, status: 'NothingToDo', invalidationIds: [], pathCount: 0 }],
  ['a thousand invalidations', { ...success, invalidationIds: ids(1_000), targetIds: ids(1_000) }],
  ['a long invalidation id', { ...success, invalidationIds: ['I'.repeat(2_000)] }],
  ['a change set', { ...success, changeSet: { _tag: 'Compared', files: 2, unchangedFlushed: 1 } }],
  ['a change set that is not known', { ...success, changeSet: { _tag: 'Unknown', why: 'no history' } }],
  ['the longest message', { ...failure, message: text('m', ci), invalidationIds: ids(1_000) }],
  ['the longest summary of an unfinished job', { ...unfinished, summary: text('s', ci), percentComplete: 0 }],
  ...(ci.continuation
    ? [
        [
          'the longest token',
          { ...continuation, token: 't'.repeat(ci.continuation.maxTokenLength), summary: text('s', ci), percentComplete: 0 },
        ] as const,
      ]
    : []),
  ['a success of last resort', { ...success, isLastResort: true }],
  ['a failure of last resort', { ...failure, isLastResort: true }],
  ...Object.entries(kinds).map(([kind, what]) => [what, { ...failure, kind: kind as Failure['kind'] }] as const),
]
