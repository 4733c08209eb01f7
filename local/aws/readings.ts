/**
 * What AWS leaves open, or what its documents and real accounts contradict each other about. Each key is a question. Its values are the
 * possible readings; the first is the one that AWS documents, or that its documents suggest. See docs/readings.md for sources.
 */
export const readings = {
  /** The same request with the same CallerReference, sent again. */
  identicalResend: ['same-invalidation', 'already-exists', 'reference-used'],
  /** Another request with a CallerReference that was used before. */
  changedResend: ['already-exists', 'reference-used'],
  /** A character that CloudFront refuses in a path, although it may be sent as it is. */
  refusedCharacter: ['none', "'", '!', '$', '&', '(', ')', '+', ',', ':', ';', '=', '?', '@'],
  /** A path with `%27`. */
  escapedApostrophe: ['accepted', 'refused'],
  /** What a quota counts. */
  quotaKind: ['none', 'in-progress', 'per-second', 'per-request'],
  wildcardQuota: ['15', '6', '1'],
  itemQuota: ['3000', '1000', '150'],
  /** The error beyond a quota that counts over time. One that counts per request is always `BatchTooLarge`. */
  quotaError: ['too-many', 'throttling'],
  /** GetInvalidation directly after the creation. */
  newInvalidation: ['found', 'not-found-at-first'],
  /** The second result that is put for one job. */
  secondResult: ['invalid-state', 'accepted', 'job-not-found'],
  /** How long after a continuation CodePipeline invokes the function again. */
  continuationDelay: ['30 s', '0 s', '5 min'],
  /** How often the event of one job arrives. */
  delivery: ['once', 'twice-at-once'],
  /** The order of ListActionExecutions. */
  historyOrder: ['newest-first', 'oldest-first', 'shuffled'],
  /** Actions that run, in ListActionExecutions. */
  runningActions: ['listed', 'not-listed'],
  /** The parameters of an action in ListActionExecutions. */
  historyParameters: ['present', 'absent'],
  /** The input artifacts of an action in ListActionExecutions. */
  historyInputs: ['present', 'absent'],
  /** How far ListActionExecutions lags behind. */
  historyLag: ['none', '60 s'],
  /** The input artifact of an action in another Region, in ListActionExecutions. */
  otherRegion: ['same-location', 'replicated'],
  /** What a job's artifact credentials can read. */
  artifactCredentials: ['bucket', 'this-run', 'absent'],
  /** Keys in S3's events by way of EventBridge. */
  eventBridgeKeys: ['raw', 'encoded'],
  /** A tag on a distribution without CacheTagConfig. */
  tagsWithoutConfig: ['accepted', 'refused'],
  /** CreateInvalidation on a distribution that only serves tenants. */
  multiTenantDistribution: ['no-such-distribution'],
  /** The first call after the sandbox was frozen. */
  afterFreeze: ['accepted', 'SignatureDoesNotMatch', 'RequestTimeTooSkewed', 'InvalidSignatureException', 'ExpiredToken'],
} as const

/** A question that AWS leaves open. */
export type Question = keyof typeof readings

/** One reading of every question. */
export type Readings = { readonly [Q in Question]: (typeof readings)[Q][number] }
