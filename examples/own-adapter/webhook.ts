import type { Answer, CiCapabilities, JobReporter, ReportFailure } from 'cloudfront-invalidator'

/** A system that accepts the result of a job as JSON at a URL. It does not continue jobs, and keeps neither artifacts nor a history. */
export const capabilities: CiCapabilities = {
  name: 'The webhook',
  maxMessageLength: 2_000,
  continuation: undefined,
  maxMinutes: 60,
  minute: undefined,
  keeps: undefined,
  variables: undefined,
  tracksJobs: false,
  terms: { parameters: 'parameters', correctIn: 'in the job', jsonHint: '' },
}

const bodyOf = (jobId: string, answer: Answer): string =>
  JSON.stringify({
    jobId,
    succeeded: answer._tag === 'Success',
    text: answer._tag === 'Failure' ? answer.message : answer.summary,
  })

const failureOf = (status: number): ReportFailure | undefined => {
  if (status >= 200 && status < 300) return undefined
  if (status === 401) return { _tag: 'ReportUnauthenticated', code: '401' }
  if (status === 403) return { _tag: 'ReportDenied', permission: 'to call the webhook' }
  if (status === 429 || status >= 500) return { _tag: 'ReporterUnavailable', reason: String(status) }
  return { _tag: 'ReportInvalid', code: String(status) }
}

/** Why a call failed. The message of the error may show the URL, which may hold a secret. */
const reasonOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown error')

/** Posts each answer to this URL. */
export const webhook = (url: string): JobReporter => ({
  capabilities,
  report: (jobId, answer, within) => async () => {
    try {
      const response = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: bodyOf(jobId, answer),
        redirect: 'manual',
        signal: AbortSignal.timeout(within),
      })
      const failure = failureOf(response.status)
      return failure ? { _tag: 'Left', left: failure } : { _tag: 'Right', right: undefined }
    } catch (error) {
      return { _tag: 'Left', left: { _tag: 'ReporterUnavailable', reason: reasonOf(error) } }
    }
  },
})
