import type { Answer } from '../../domain/job/answer.ts'
import type { LogEntry } from '../../ports/log-entry.ts'

/** The namespace of the metrics, and the function that they belong to. */
export interface MetricsOptions {
  /** Empty for no metrics. CloudWatch charges for each metric. */
  readonly namespace: string
  readonly functionName: string
}

type Unit = 'Count' | 'Milliseconds'
type Values = Readonly<Record<string, readonly [value: number, unit: Unit]>>

/** The values that a log entry measures, and the distribution, if they belong to a single one. */
interface Measured {
  readonly distributionId?: string
  readonly values: Values
}

const nothing: Measured = { values: {} }

const cdnError = (distributionId: string): Measured => ({ distributionId, values: { CdnErrors: [1, 'Count'] } })

const endValues = (answer: Answer, milliseconds: number): Values => {
  switch (answer._tag) {
    case 'Continuation':
      return { Continuations: [1, 'Count'] }
    case 'Unfinished':
      return { UnfinishedJobs: [1, 'Count'] }
    case 'Success':
      return { FailedJobs: [0, 'Count'], JobDuration: [milliseconds, 'Milliseconds'] }
    case 'Failure':
      return { FailedJobs: [1, 'Count'], JobDuration: [milliseconds, 'Milliseconds'] }
  }
}

const measured = (entry: LogEntry): Measured => {
  switch (entry._tag) {
    case 'InvalidationCreated':
      return { distributionId: entry.targetId, values: { Invalidations: [1, 'Count'], Paths: [entry.items, 'Count'] } }
    case 'InvalidationFailed':
    case 'LookUpFailed':
    case 'StatusCheckFailed':
      return cdnError(entry.targetId)
    case 'Finished':
      return { values: endValues(entry.answer, entry.milliseconds) }
    case 'MessagesReceived':
      return { values: { ObjectChanges: [entry.changes, 'Count'], IgnoredChanges: [entry.unserved, 'Count'] } }
    case 'MessagesReturned':
      return { values: { ReturnedMessages: [entry.messages, 'Count'] } }
    case 'Resumed':
    case 'Planned':
    case 'PlannedItems':
    case 'ItemsTakenLiterally':
    case 'PlanFailed':
    case 'FileRead':
    case 'FileReadFailed':
    case 'HistoryRead':
    case 'HistoryReadFailed':
    case 'ArtifactListed':
    case 'ArtifactListFailed':
    case 'LookedUp':
    case 'StatusChecked':
    case 'Paused':
    case 'Reported':
    case 'RepeatScheduled':
    case 'ReportFailed':
    case 'AnswerUndelivered':
    case 'UnexpectedError':
    case 'AllChangesIgnored':
    case 'MessagesHeldBack':
    case 'MessageRejected':
    case 'EventRejected':
      return nothing
  }
}

/**
 * The fields that make CloudWatch extract metrics from a log line; empty for an entry that measures nothing. Jobs are counted by function,
 * invalidations by function and distribution, because a job may have several distributions.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export const embeddedMetrics =
  ({ namespace, functionName }: MetricsOptions) =>
  (entry: LogEntry, timestamp: number): object => {
    const { distributionId, values } = measured(entry)
    const metrics = Object.entries(values)
    if (namespace === '' || metrics.length === 0) return {}
    const dimensions = { FunctionName: functionName, ...(distributionId === undefined ? {} : { DistributionId: distributionId }) }
    return {
      ...dimensions,
      ...Object.fromEntries(metrics.map(([name, [value]]) => [name, value])),
      _aws: {
        Timestamp: timestamp,
        CloudWatchMetrics: [
          {
            Namespace: namespace,
            Dimensions: [Object.keys(dimensions)],
            Metrics: metrics.map(([Name, [, Unit]]) => ({ Name, Unit })),
          },
        ],
      },
    }
  }
