import type { Answer } from '../../../src/domain/job/answer.ts'
import { item } from './arbitraries.ts'

/** The answer to a job that succeeded. */
export const success: Answer = {
  _tag: 'Success',
  summary: 's',
  status: 'InProgress',
  invalidationIds: [],
  targetIds: [],
  pathCount: 1,
}

/** The answer to a job that failed after it submitted only these items. */
export const failedAfter = (...submitted: ReadonlyArray<string>): Answer => ({
  _tag: 'Failure',
  kind: 'failed',
  message: 'm',
  invalidationIds: [],
  submitted: () => submitted.map(item),
})
