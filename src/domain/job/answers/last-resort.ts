import type { CiCapabilities } from '../../pipeline/capabilities.ts'
import type { Answer } from '../answer.ts'

/**
 * The answer to a job whose full answer the CI system rejected as invalid: of the same kind, with a short, fixed text. A continuation
 * becomes a failure, because no other token would continue the job. The log still gets the ids.
 */
export const lastResort = (answer: Answer, { name }: CiCapabilities): Answer => {
  const rejected = `${name} rejected the full answer; the log has it.`
  switch (answer._tag) {
    case 'Success':
      return { ...answer, summary: `The job succeeded. ${rejected}`, isLastResort: true }
    case 'Failure':
      return { ...answer, message: `The job failed. ${rejected}`, isLastResort: true }
    case 'Unfinished':
      return { ...answer, summary: `The job is not finished. ${rejected}`, isLastResort: true }
    case 'Continuation':
      return {
        _tag: 'Failure',
        kind: 'failed',
        message: `The job is not finished, and could not be continued: ${rejected} Retry the action.`,
        invalidationIds: [],
        ...(answer.submitted && { submitted: answer.submitted }),
        isLastResort: true,
      }
  }
}
