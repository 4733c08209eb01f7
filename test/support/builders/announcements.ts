import fc from 'fast-check'
import { failed, succeeded } from '../../../src/adapters/ci/announcement.ts'
import type { Success } from '../../../src/domain/job/answer.ts'

/** Pieces of text that the agents of CI systems could run, or Markdown could interpret. */
const pieces = [
  ...['::', ':', '#', '##[', '##vso[', ']', ';', '%', '%0A', '%0D', '%3A', '%25', '%AZP25', '\n', '\r', '\t', ' ', '\u001b[0K', '\u0000'],
  ...['error', 'set-output name=x', 'add-mask', 'task.setvariable variable=x', 'section_start:1:x\r\u001b[0K', 'x=1', 'x<<EOF', 'EOF'],
  ...[
    '\u00ad',
    '\u200b',
    '\ufeff',
    '\u2028',
    '\u0085',
    '\ud800',
    '|',
    '\\',
    '`',
    '``',
    '<b>',
    '&amp;',
    '- ',
    '# ',
    '1. ',
    '[a](b)',
    '"',
    ',',
  ],
]

/** A text that tries to be a command, an output, a variable or a cell. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(
    fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...pieces) }, { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 4 }) }),
    {
      maxLength: 24,
    },
  )
  .map(parts => parts.join(''))

/** A success with these invalidations and targets. */
export const successOf = (change: Partial<Success> = {}): Success => ({
  _tag: 'Success',
  summary: 's',
  status: 'InProgress',
  invalidationIds: ['I1'],
  targetIds: ['E1'],
  pathCount: 2,
  ...change,
})

/** A page of a CDN that has one for each target but `none`. */
export const pageOf = (targetId: string, id: string | undefined): string | undefined =>
  targetId === 'none'
    ? undefined
    : `https://cdn.example/${[targetId, id ?? ''].map(text => encodeURIComponent(text.toWellFormed())).join('/')}`

/** The announcement of a success. */
export const successAnnouncement = (change: Partial<Success> = {}) =>
  succeeded(successOf(change), 'Sent 2 paths', false, { targetNoun: 'distribution', pageOf })

const ids = fc.array(hostileText, { maxLength: 3 })

/** Any announcement of an answer whose texts and ids are hostile. */
export const hostileAnnouncement = fc.oneof(
  fc.tuple(hostileText, ids).map(([text, invalidationIds]) => failed(text, invalidationIds)),
  fc
    .tuple(hostileText, ids, ids, fc.boolean())
    .map(([text, invalidationIds, targetIds, isTimedOut]) =>
      succeeded(successOf({ invalidationIds, targetIds }), text, isTimedOut, { targetNoun: 'distribution', pageOf }),
    ),
)
