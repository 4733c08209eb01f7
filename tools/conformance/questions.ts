import { readings } from '../../local/aws/readings.ts'
import type { AskedQuestion } from './finding.ts'

/** A question in words, and why it is not asked unless an option asks it. */
interface Entry {
  readonly text: string
  readonly otherwise: string
}

const withDistribution = 'needs --distribution'
const withQuotas = 'needs --distribution and --quotas'
const withPipeline = 'needs --pipeline or --deploy'
const withStack = 'needs --deploy'

/** Every question of the table, in its order. */
export const questions: Readonly<Record<AskedQuestion, Entry>> = {
  identicalResend: { text: 'The same request with the same CallerReference, sent again', otherwise: withDistribution },
  changedResend: { text: 'Another request with a CallerReference that was used', otherwise: withDistribution },
  refusedCharacter: { text: 'A character that is refused in a path', otherwise: withDistribution },
  escapedApostrophe: { text: 'A path with `%27`', otherwise: withDistribution },
  apostropheEviction: { text: "Whether `%27` invalidates what browsers request as `'`", otherwise: 'needs --bucket and --url' },
  newInvalidation: { text: 'GetInvalidation directly after the creation', otherwise: withDistribution },
  quotaKind: { text: 'What a quota counts', otherwise: withQuotas },
  wildcardQuota: { text: 'How many wildcards', otherwise: withQuotas },
  itemQuota: { text: 'How many items', otherwise: withQuotas },
  quotaError: { text: 'The error beyond a quota that counts over time', otherwise: withQuotas },
  tagsWithoutConfig: { text: 'A tag on a distribution without CacheTagConfig', otherwise: withDistribution },
  multiTenantDistribution: { text: 'CreateInvalidation on a distribution for tenants', otherwise: 'needs --multi-tenant' },
  secondResult: { text: 'The second result that is put for one job', otherwise: withStack },
  continuationDelay: { text: 'How long a continuation takes', otherwise: withStack },
  delivery: { text: 'How often the event of one job arrives', otherwise: withStack },
  historyOrder: { text: 'The order of ListActionExecutions', otherwise: withPipeline },
  runningActions: { text: 'Running actions in ListActionExecutions', otherwise: withPipeline },
  historyParameters: { text: 'UserParameters in ListActionExecutions', otherwise: withPipeline },
  historyInputs: { text: 'Input artifacts in ListActionExecutions', otherwise: withPipeline },
  historyLag: { text: 'How far ListActionExecutions lags behind', otherwise: withStack },
  otherRegion: { text: 'The input artifact of an action in another Region', otherwise: 'needs --pipeline' },
  actionCategory: { text: 'The category of an action in ListActionExecutions', otherwise: withPipeline },
  artifactCredentials: { text: "What a job's artifact credentials can read", otherwise: withStack },
  eventBridgeKeys: { text: "Keys in S3's events by way of EventBridge", otherwise: withStack },
  afterFreeze: { text: 'The first call after the sandbox was frozen', otherwise: 'cannot be provoked from outside' },
}

/** The reading that AWS documents, or that its documents suggest. */
export const documentedReading = (question: AskedQuestion): string | undefined =>
  Object.entries(readings).find(([name]) => name === question)?.[1][0]
