import type { Issue } from '../../domain/codec/issue.ts'
import type { Answer, Failure, FailureKind, Success } from '../../domain/job/answer.ts'
import { message } from '../../domain/job/answers/message.ts'
import { counted } from '../../domain/job/answers/summary.ts'
import { type Announcement, type CdnTerms, failed, succeeded } from '../ci/announcement.ts'
import { jsonLine } from '../ci/text.ts'
import type { UsageInvalid } from './arguments.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { program } from './help.ts'
import type { CommandName, Format } from './options.ts'
import { inOptions } from './words.ts'

/** What the program prints, and its exit code. Each text is empty or ends with a line break. */
export interface Outcome {
  readonly exitCode: ExitCode
  /** The result. */
  readonly stdout: string
  /** Everything else for the user. */
  readonly stderr: string
  /** For the CI system, if there is something to report. */
  readonly announcement?: Announcement
}

/** The outcome of a command that did what it was asked to. */
export const done = (stdout: string): Outcome => ({ exitCode: exitCodes.success, stdout, stderr: '' })

/** How answers are printed. JSON has the ids of the targets under a key that starts with what users call them. */
export interface Display extends CdnTerms {
  readonly format: Format
  /** Whether the job waits for completion. */
  readonly waits: boolean
}

const line = (text: string): string => (text === '' ? '' : `${text}\n`)

const idLines = (ids: ReadonlyArray<string>): string => ids.map(line).join('')

/** The exit code of each kind of failure. */
const codeOfKind: Readonly<Record<FailureKind, ExitCode>> = {
  configuration: exitCodes.configuration,
  artifact: exitCodes.configuration,
  permission: exitCodes.denied,
  unavailable: exitCodes.unavailable,
  failed: exitCodes.failed,
}

/** The exit code of an answer. `waits` is whether the job waits for completion. */
export const exitCodeOf = (answer: Answer, waits: boolean): ExitCode => {
  switch (answer._tag) {
    case 'Success':
      return waits && answer.status === 'InProgress' ? exitCodes.timedOut : exitCodes.success
    case 'Failure':
      return codeOfKind[answer.kind]
    case 'Continuation':
    case 'Unfinished':
      return exitCodes.unavailable
  }
}

const ofSuccess = (answer: Success, display: Display): Outcome => {
  const { waits, format, targetNoun } = display
  const { status, invalidationIds, targetIds, pathCount, changeSet } = answer
  const exitCode = exitCodeOf(answer, waits)
  const summary = inOptions(answer.summary)
  const announcement = succeeded(answer, summary, exitCode === exitCodes.timedOut, display)
  if (format === 'text') return { exitCode, stdout: line(summary), stderr: '', announcement }
  if (format === 'ids') return { exitCode, stdout: idLines(invalidationIds), stderr: line(summary), announcement }
  const changes = changeSet?._tag === 'Compared' && { changedFiles: changeSet.files, unchangedFlushed: changeSet.unchangedFlushed }
  const stdout = jsonLine({ status, invalidationIds, [`${targetNoun}Ids`]: targetIds, pathCount, ...changes, summary })
  return { exitCode, stdout, stderr: '', announcement }
}

const ofFailure = (exitCode: ExitCode, error: string, text: string, invalidationIds: ReadonlyArray<string>, format: Format): Outcome => {
  const told = { stderr: line(text), announcement: failed(text, invalidationIds) }
  if (format === 'json') return { exitCode, stdout: jsonLine({ status: 'Failed', error, message: text, invalidationIds }), ...told }
  return { exitCode, stdout: format === 'ids' ? idLines(invalidationIds) : '', ...told }
}

/** What to print for a failure of the command's own. Its message may contain names of files, so it stays as it is. */
export const failureOutcome = ({ kind, message, invalidationIds }: Failure, format: Format): Outcome =>
  ofFailure(codeOfKind[kind], kind, message, invalidationIds, format)

/** What to print for an answer. */
export const outcomeOf = (answer: Answer, display: Display): Outcome => {
  switch (answer._tag) {
    case 'Success':
      return ofSuccess(answer, display)
    case 'Failure':
      return failureOutcome({ ...answer, message: inOptions(answer.message) }, display.format)
    case 'Continuation':
    case 'Unfinished':
      return ofFailure(exitCodes.unavailable, 'unavailable', inOptions(answer.summary), [], display.format)
  }
}

/** What to print for a command line that cannot be read. */
export const usageOutcome = ({ command, issues, format }: Omit<UsageInvalid, 'reporter'>): Outcome => {
  const lines = issues.map(({ at, problem }) => `${at}: ${problem}`)
  const list = message('Invalid command line:', lines, Number.POSITIVE_INFINITY)
  const help = `Run "${[program, command, '--help'].filter(Boolean).join(' ')}" to see the options.`
  return ofFailure(exitCodes.usage, 'usage', `${list}\n${help}`, [], format)
}

/** The usage failure of a command whose options have these issues. */
export const invalidOptions = (command: CommandName, issues: ReadonlyArray<Issue>, format: Format): Omit<UsageInvalid, 'reporter'> => ({
  _tag: 'UsageInvalid',
  command,
  issues,
  format,
})

/** The outcome of a plan. `markdown` is how a CI system shows it. */
export const planned = (stdout: string, markdown: string): Outcome => ({ ...done(stdout), announcement: { _tag: 'Planned', markdown } })

/** A failure of the command's own, before there is a job. `text` says what failed and what to do. */
export const failureOf = (kind: FailureKind, text: string): Failure => ({ _tag: 'Failure', kind, message: text, invalidationIds: [] })

/** An invalidation that was created. */
export interface Submitted {
  readonly id: string
  readonly targetId: string
  /** Paths and tags. */
  readonly items: number
}

/** What to print when the program is ended from outside. `isSending` is whether a request was in progress. */
export const interruptedOutcome = (
  exitCode: ExitCode,
  submitted: ReadonlyArray<Submitted>,
  isSending: boolean,
  format: Format,
): Outcome => {
  const done = submitted.map(({ id, targetId, items }) => `${id} on ${targetId} (${counted(items, 'item')})`)
  const created = done.length === 0 ? 'Nothing was created' : `Created before: ${done.join(', ')}`
  const sending = isSending ? '. A request was being sent; one more invalidation may exist' : ''
  const ids = submitted.map(({ id }) => id)
  return ofFailure(exitCode, 'interrupted', `Interrupted. ${created}${sending}.`, ids, format)
}
